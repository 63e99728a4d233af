# 答案哪里不对（最多8个汉字宽，跟在名称后面），和怎么改（remedy，最多19个汉字宽，单独一行）。

fault-required = 还没有填
    .remedy = 请填好这一项再继续。

fault-name-short = 姓名太短
    .remedy = 请写全名，至少{ $min }个字。
fault-name-long = 姓名太长
    .remedy = 姓名最多{ $max }个字，请缩短。
fault-name-character = 第{ $position }个字不对
    .remedy = 姓名只能用汉字或拉丁字母。
fault-name-mixed = 汉字字母混用
    .remedy = 请全用汉字，或者全用字母。

fault-id-length = 现在是{ $got }位
    .remedy = 身份证号一共18位，请核对。
fault-id-fifteen = 这是15位旧号
    .remedy = 请写新身份证上的18位号码。
fault-id-digit = 第{ $position }位不对
    .remedy = 前17位是数字，最后可以是X。
fault-id-date = 生日不存在
    .remedy = 请核对第7到14位的出生日期。
fault-id-future = 生日在今天以后
    .remedy = 请核对第7到14位的出生日期。
fault-id-age = 生日太早
    .remedy = 算下来有{ $years }岁，请核对。
fault-id-check = 号码对不上
    .remedy = 有一位输错了，请从头核对。

fault-certificate-length = 现在是{ $got }位
    .remedy = 一共20位，换过证的是22位。
fault-certificate-holder = 前18位不对
    .remedy = 前18位是身份证号，请核对。
fault-certificate-category = 第19位不对
    .remedy = 第19位是残疾类别，从1到7。
fault-certificate-grade = 第20位不对
    .remedy = 第20位是残疾等级，从1到4。
fault-certificate-reissue = 最后两位不对
    .remedy = 换过证的，最后是B1到B9。
fault-certificate-other = 和身份证不一致
    .remedy = 前18位要和身份证号一样。

fault-phone-character = 第{ $position }个字不对
    .remedy = 电话只能用数字和短横线。
fault-phone-mobile-length = 现在是{ $got }位
    .remedy = 手机号一共11位，请核对。
fault-phone-landline-length = 现在是{ $got }位
    .remedy = 座机不算区号是8位，请核对。
fault-phone-beginning = 开头不对
    .remedy = 请写手机号，或北京的座机号。

fault-pin-digit = 只能用数字
    .remedy = 请只用数字做密码。
fault-pin-length = 现在是{ $got }位
    .remedy = 密码要{ $wanted }位数字。
fault-pin-simple = 密码太好猜
    .remedy = 不要用一样的或连着的数字。
fault-pin-known = 密码太好猜
    .remedy = 不要用身份证号或电话里的数字。

fault-same-person = 和本人号码相同
    .remedy = 请写监护人或代办人的号码。

fault-too-short = 写得太短
    .remedy = 请至少写{ $min }个字。
fault-too-long = 最多{ $max }个字
    .remedy = 现在有{ $got }个字，请缩短。
fault-braille-cells = 是盲文点符
    .remedy = 请换成文字输入，再写一遍。

fault-not-a-date = 不是日期
    .remedy = 请写年月日，比如2026-03-01。
fault-no-such-date = 没有这一天
    .remedy = 请核对年、月、日。
fault-date-ahead = 在今天以后
    .remedy = 请写今天或以前的日期。
fault-date-past = 在今天以前
    .remedy = 请写今天或以后的日期。
fault-date-order = 早于开始日期
    .remedy = 要在{ $from }当天或以后。

fault-not-a-number = 不是数字
    .remedy = 请只写数字，比如12。
fault-not-whole = 要写整数
    .remedy = 请去掉小数再写。
fault-decimal-places = 小数太长
    .remedy = 最多写{ $max }位小数。
fault-too-small = 最小是{ $min }
    .remedy = 请写{ $min }或更大的数。
fault-too-large = 最大是{ $max }
    .remedy = 请写{ $max }或更小的数。

fault-not-a-choice = 没有这个选项
    .remedy = 请从列出的选项里选。
fault-only-one = 只能选一个
    .remedy = 请只留一个。
fault-must-be-known = 不能选不知道
    .remedy = 这一项要有答案才能继续。

fault-no-such-subdistrict = 没有这个街道
    .remedy = 请从列出的街道里选。
fault-no-such-community = 没有这个社区
    .remedy = 请从列出的社区里选。
fault-other-subdistrict = 不在这个街道
    .remedy = 请另选社区，或者改选街道。
fault-subdistrict-first = 还没选街道
    .remedy = 请先选街道，再选社区。
fault-no-such-item = 目录里没有
    .remedy = 请换个说法找，或从目录里选。

fault-paper-file = 没有文件名
    .remedy = 请写要附上的文件名。
fault-paper-reason = 没写原因
    .remedy = 请说说为什么交不了。

fault-consent-needed = 需要您同意
    .remedy = 不同意不能提交，可以先停下。

# 提醒：不妨碍提交。

warning-ends-soon = 不到{ $months }个月
    .remedy = 可以提交，工作人员会和您商量。
