//! The spoken form of every value this program prints, in both languages, and what may never reach an engine.

use super::*;

fn zh(words: &str) -> String {
    spoken(words, Lang::Zh, Reading { yao: false })
}

fn en(words: &str) -> String {
    spoken(words, Lang::En, Reading::default())
}

#[track_caller]
fn says(of: fn(&str) -> String, pairs: &[(&str, &str)]) {
    let wrong: Vec<String> = pairs
        .iter()
        .filter(|(printed, wanted)| of(printed) != *wanted)
        .map(|(printed, wanted)| format!("{printed}\n  wanted {wanted}\n  said   {}", of(printed)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese_numbers() {
    says(
        zh,
        &[
            ("0项", "零项"),
            ("2项", "两项"),
            ("第2项", "第二项"),
            ("第2条到第12条", "第二条到第十二条"),
            ("2级", "二级"),
            ("2月", "二月"),
            ("2个月", "两个月"),
            ("2年零2个月", "两年零两个月"),
            ("2号", "二号"),
            ("2元", "两元"),
            ("12项", "十二项"),
            ("22件", "二十二件"),
            ("110项", "一百一十项"),
            ("2200元", "两千二百元"),
            ("20多万人", "二十多万人"),
            ("2千人", "两千人"),
            ("8千名", "八千名"),
            ("7万", "七万"),
            ("200000元", "二十万元"),
            ("1010元", "一千零一十元"),
            ("12.5元", "十二元五角"),
            ("0.05元", "五分"),
            ("12.05元", "十二元零五分"),
            ("-12.50元", "负十二元五角"),
            ("¥1,234.50", "一千二百三十四元五角"),
            ("386.67元", "三百八十六元六角七分"),
            ("12.5万元", "十二点五万元"),
            ("-5", "负五"),
            ("地下一层写-1。", "地下一层写负一。"),
            ("甲楼-5号", "甲楼杠五号"),
            ("3.5", "三点五"),
            ("1.20米", "一点二零米"),
            ("2.5米", "二点五米"),
            ("50%", "百分之五十"),
            ("12.5%", "百分之十二点五"),
            ("3%-5%", "百分之三到百分之五"),
            ("3-5%", "百分之三到百分之五"),
            ("1/3", "三分之一"),
            ("1比12", "一比十二"),
            ("3-5", "三到五"),
            ("2至3级", "二到三级"),
            ("2～3项", "两到三项"),
            ("第3到6项", "第三到六项"),
            ("第7到14位", "第七到十四位"),
            ("3到4级", "三到四级"),
            ("2011-2015年", "二零一一到二零一五年"),
            ("400到1200毫米", "四百到一千二百毫米"),
            ("第1项，共9项", "第一项，共九项"),
            ("跳到第10行", "跳到第十行"),
            ("满16周岁", "满十六周岁"),
            ("2岁", "两岁"),
            ("Ⅲ级", "三级"),
            ("①办法", "一办法"),
        ],
    );
}

#[test]
fn chinese_days_and_codes() {
    says(
        zh,
        &[
            ("2026年11月23日", "二零二六年十一月二十三日，星期一"),
            ("从2011年3月1日起有效", "从二零一一年三月一日起有效"),
            ("这一步最晚2026年12月1日，由街道来办", "这一步最晚二零二六年十二月一日，星期二，由街道来办"),
            ("2011年的意见", "二零一一年的意见"),
            ("12月3日", "十二月三日"),
            ("2010年10月", "二零一零年十月"),
            ("2026-12-01", "二零二六年十二月一日，星期二"),
            ("写日期，比如2026-12-01", "写日期，比如二零二六杠一二杠零一"),
            ("写日期，比如2026年12月1日", "写日期，比如二零二六年十二月一日"),
            ("14:30", "十四点三十分"),
            ("下午2:05到", "下午两点零五分到"),
            ("西政发〔2011〕18号第八条", "西政发二零一一年十八号第八条"),
            ("身份证号：110199196503110018", "身份证号：一一零一九九，一九六五零三一一，零零一八"),
            ("身份证号：11019919880229002X。", "身份证号：一一零一九九，一九八八零二二九，零零二X。"),
            ("11019919650311001843", "二十位，一一零一，九九一九，六五零三，一一零零，一八四三"),
            ("11019919880229002X11B2", "二十二位，一一零一，九九一九，八八零二，二九零零，二X一一，B二"),
            ("电话：16900274163", "电话：一六九，零零二七，四一六三"),
            ("010-20000000", "零一零，二零零零，零零零零"),
            ("回执号2600 0017，交的", "回执号二六零零，零零一七，交的"),
            ("receipt-26000017.txt", "receipt杠二六零零，零零一七点txt"),
            ("18位，尾号002X", "十八位，尾号零零二X"),
            ("**************002X", "尾号零零二X"),
            ("王**", "王某某"),
            ("打12385问问", "打一二三八五问问"),
            ("12385元", "一万二千三百八十五元"),
            ("编号ad-056", "编号 A D杠零五六"),
            ("原因R07：不在本区", "原因 R零七：不在本区"),
            ("9号楼2单元501室", "九号楼二单元五零一室"),
            ("3-2-501", "三杠二杠五零一"),
            ("110102001", "一一零一，零二零零，一"),
        ],
    );
    assert_eq!(spoken("打12385", Lang::Zh, Reading::default()), "打幺二三八五");
    assert_eq!(spoken("回执号2600 0017，R01", Lang::Zh, Reading::default()), "回执号二六零零，零零幺七，R零一");
}

#[test]
fn chinese_prose() {
    says(
        zh,
        &[
            ("在「残疾人证」里找（可以跳过）。", "在残疾人证里找，可以跳过。"),
            ("《办法》【旧】√ 好●", "办法，旧，对勾 好"),
            ("请写 \"2011-03-01\" 这样", "请写 二零一一年三月一日 这样"),
            ("按Enter，再按Tab键、Shift+Tab", "按回车键，再按制表键、上档键加制表键"),
            ("Home键", "行首键"),
            ("因为没有NVDA", "因为没有NVDA"),
            ("按m接着听，CD也行", "按 M接着听，C D也行"),
            ("买买提·艾山", "买买提 艾山"),
            ("José O’Neill Jr.", "José O'Neill Jr。"),
            ("男/女", "男、女"),
            ("/home/wang", "斜杠home斜杠wang"),
            ("--reader", "杠杠reader"),
            ("zhucan_data", "zhucan下划线data"),
            ("100％，￥２０", "百分之一百，二十元"),
            ("好，。、", "好。"),
            ("，，好", "好"),
        ],
    );
}

#[test]
fn english_values() {
    says(
        en,
        &[
            ("23 November 2026", "Monday, 23 November 2026"),
            ("in force since 1 March 2011: source", "in force since 1 March 2011: source"),
            ("due by 1 December 2026, handed in", "due by Tuesday, 1 December 2026, handed in"),
            ("12.50 yuan", "12.50 yuan"),
            ("1234.5 yuan a month", "1,234.50 yuan a month"),
            ("-3200 yuan", "minus 3,200 yuan"),
            ("Receipt number 2600 0017, handed in", "Receipt number 2 6 0 0, 0 0 1 7, handed in"),
            ("110199196503110018", "1 1 0 1 9 9, 1 9 6 5 0 3 1 1, 0 0 1 8"),
            ("18 characters ending in 002X", "18 characters ending in 0 0 2 X"),
            ("call 12385.", "call 1 2 3 8 5."),
            ("Xizhengfa〔2011〕No. 18, article 8", "Xizhengfa 2011, number 18, article 8"),
            ("20%", "20 percent"),
            ("grades 3 to 4", "grades 3 to 4"),
            ("3-5", "3 to 5"),
            ("Code ad-056.", "Code A D dash 0 5 6."),
            ("Reason R07: not here", "Reason R 0 7: not here"),
            ("such as 2027-12-31; more", "such as 2 0 2 7 dash 1 2 dash 3 1; more"),
            ("Ingrid Halvorsen's home (page 1 of 2)", "Ingrid Halvorsen's home, page 1 of 2"),
            ("柳如烟, 样例胡同9号", "柳如烟, 样例胡同九号"),
            ("the policy of 2011 counts 78,000 people", "the policy of 2011 counts 78,000 people"),
            ("write it as in 2011-03-01", "write it as in 2 0 1 1 dash 0 3 dash 0 1"),
            ("1200 mm high, 1.5 m wide, I m", "1200 millimetres high, 1.5 metres wide, I m"),
            ("14:30", "14 30"),
            ("receipt-26000017.txt", "receipt dash 2 6 0 0, 0 0 1 7 dot txt"),
            ("assistive/medical", "assistive slash medical"),
            ("Key j, Enter", "Key j, Enter"),
        ],
    );
}

#[test]
fn letters_are_said_by_name_and_characters_in_a_word() {
    let zh = |value| spelled(value, Lang::Zh, Reading::default());
    let en = |value| spelled(value, Lang::En, Reading::default());
    assert_eq!(zh("张明"), "弓长张，明天的明");
    assert_eq!(zh("110199196503110018"), "幺幺零幺九九，幺九六五零三幺幺，零零幺八");
    assert_eq!(zh("169 0027 4163"), "幺六九，零零二七，四幺六三");
    assert_eq!(zh("2600 0017"), "二六零零，零零幺七");
    assert_eq!(zh("ad-010"), "A，D，杠，零幺零");
    assert_eq!(zh("Ab1"), "大写A，B，一");
    assert_eq!(zh("9号 （东）"), "九，号码的号，空格，左括号，东西的东，右括号");
    assert_eq!(en("Ab-1"), "capital Alfa, Bravo, dash, 1");
    assert_eq!(en("002X"), "0 0 2 X");
    assert_eq!(en("张"), "弓长张");
    assert_eq!(zh(""), "");
}

#[test]
fn a_single_character_is_said_before_how_it_is_known() {
    let zh = |c| character(c, Lang::Zh, Reading::default());
    assert_eq!(zh('爱'), "爱，喜爱的爱");
    assert_eq!(zh('1'), "幺");
    assert_eq!(zh('１'), "幺");
    assert_eq!(zh('x'), "X");
    assert_eq!(zh('X'), "大写X");
    assert_eq!(zh(' '), "空格");
    assert_eq!(zh('，'), "逗号");
    assert_eq!(zh('\u{1f600}'), "符号U 一F六零零");
    assert_eq!(character('x', Lang::En, Reading::default()), "X-ray");
    assert_eq!(character('7', Lang::En, Reading::default()), "7");
}

#[test]
fn an_utterance_is_cut_by_script() {
    let cut = |words: &str, lang| {
        runs(words, lang)
            .into_iter()
            .map(|(lang, text)| format!("{}:{text}", if lang == Lang::Zh { "zh" } else { "en" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(cut("因为没有NVDA，请装", Lang::Zh), ["zh:因为没有", "en:NVDA，", "zh:请装"]);
    assert_eq!(cut("零零二X，编号 A D杠零一", Lang::Zh), ["zh:零零二X，编号 A D杠零一"]);
    assert_eq!(cut("Ingrid de Halvorsen，您好", Lang::Zh), ["en:Ingrid de Halvorsen，", "zh:您好"]);
    assert_eq!(cut("Next: 柳如烟, district", Lang::En), ["en:Next: ", "zh:柳如烟, ", "en:district"]);
    assert_eq!(cut("，", Lang::Zh), ["zh:，"]);
    assert_eq!(cut("", Lang::Zh), Vec::<String>::new());
}

#[test]
fn every_phrase_ends_with_the_character_it_is_for() {
    let all: Vec<&str> = characters::phrases().collect();
    let mut known = std::collections::HashSet::new();
    for phrase in &all {
        let last = phrase.chars().next_back().expect("no phrase is empty");
        assert!(known.insert(last), "{last} stands there twice");
        assert!(phrase.chars().all(signs::is_han) && phrase.chars().count() >= 3, "{phrase}");
        if let Some(word) = phrase.strip_suffix(last).and_then(|phrase| phrase.strip_suffix('的'))
            && !phrase.starts_with("大写的")
        {
            assert!(word.contains(last), "{phrase} does not hold {last}");
        }
    }
    assert!(all.len() > 600, "{}", all.len());
    for surname in
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘\
                    杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
            .chars()
    {
        assert!(characters::phrase(surname).is_some(), "{surname}");
    }
}
