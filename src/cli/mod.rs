//! The command line: open the program, open the sample office, rehearse a script, ask the policy, and the office's
//! chores.

mod chores;
mod doctor;
mod ground;
mod open;
mod paper;
mod people;
mod policy;
mod progress;
mod rates;
mod rehearse;
mod screen;
mod verdicts;
mod words;

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use people::{Fault, Unfit};
pub use verdicts::{Broken, Run, stream};

use crate::app::Front;
use crate::app::effect::Echo;
use crate::config::{Flags, Surroundings};
use crate::text::handout::Format;
use crate::text::{Lang, Text};

/// Done.
const DONE: i32 = 0;
/// Failed or refused.
const FAILED: i32 = 1;
/// The command line, or a script, cannot be read.
const USAGE: i32 = 2;
/// Not allowed.
const NOT_PERMITTED: i32 = 3;
/// Something is wrong with a data file.
const DATA: i32 = 4;

/// 助残 Zhucan: entitlements, home retrofits and assistive devices, at a terminal that can be heard.
#[derive(Debug, Parser)]
#[command(name = "zhucan", version, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch on the command line")]
struct Options {
    /// 语言，zh-CN 或 en. Language, zh-CN or en.
    #[arg(long, global = true, value_parser = words::lang)]
    lang: Option<Lang>,
    /// 一行一行的方式. Line by line.
    #[arg(long, global = true, conflicts_with_all = ["screen", "reader"])]
    line: bool,
    /// 看屏幕的方式. The full screen, for looking at.
    #[arg(long, global = true, conflicts_with = "reader")]
    screen: bool,
    /// 读屏软件或点显器的方式. The full screen, for a screen reader or a braille line.
    #[arg(long, global = true)]
    reader: bool,
    /// 让程序自己出声. Let the program speak by itself.
    #[arg(long, global = true, conflicts_with = "no_speech")]
    speech: bool,
    /// 不要自己出声. Do not let it speak by itself.
    #[arg(long, global = true)]
    no_speech: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 打开样例办公室，人和事都是编的. Open a sample office with invented people.
    Demo,
    /// 排练一份脚本，不用终端；--open 是自己动手练. Play a script without a terminal; --open to practise it oneself.
    Rehearse {
        /// 脚本. The script.
        file: PathBuf,
        /// 每一步印一行 JSON. One JSON object a line for each step.
        #[arg(long)]
        json: bool,
        /// 把听到的写回脚本. Write what was heard back into the script.
        #[arg(long, conflicts_with = "json")]
        accept: bool,
        /// 在终端上打开程序，像脚本开头那样，自己动手练；离开后什么都不留. Open the program at the terminal as the script
        /// begins, to practise it; nothing is kept afterwards.
        #[arg(long, conflicts_with_all = ["json", "accept"])]
        open: bool,
        /// 填过的存在这个文件里，下次接着练. Keep what is filled in in this file, to go on with it the next time.
        #[arg(long, requires = "open", value_name = "DATABASE")]
        keep: Option<PathBuf>,
        /// 字母键移动时写在哪里：speech 或 row. Where moves by letters are written: speech or row.
        #[arg(long, value_name = "WHERE", value_parser = words::letter_echo)]
        letter_echo: Option<Echo>,
        /// 方向键移动时写在哪里：row、speech 或 cursor. Where moves by arrows are written: row, speech or cursor.
        #[arg(long, value_name = "WHERE", value_parser = words::arrow_echo)]
        arrow_echo: Option<Echo>,
    },
    /// 说说程序在这台电脑上好不好. Say how the program is on this computer.
    Doctor {
        /// 一个 JSON. One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// 申请. Applications.
    Case {
        #[command(subcommand)]
        command: CaseCommand,
    },
    /// 工作人员. Staff.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// 政策：列出、查看、查找、核对条件. The policy: list, show, find, screen.
    Policy {
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// 带走：政策的一项或回执，做成文字、大字、盲文、声音. Take along an entry or a receipt, in four forms.
    Paper {
        #[command(subcommand)]
        command: PaperCommand,
    },
    /// 标准：列出、提议、签字. Rates: list, propose, sign.
    Rate {
        #[command(subcommand)]
        command: RateCommand,
    },
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    /// 列出全部115项. List all 115 entries.
    List {
        /// 只列一种，如 benefit. One kind alone, such as benefit.
        #[arg(long)]
        kind: Option<String>,
        /// 哪一天，如 2011-03-01；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// 一项的全部内容. One entry in full.
    Show {
        /// 编号，如 child-living-allowance. Its id, such as child-living-allowance.
        id: String,
        /// 哪一天；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        /// 一个 JSON. One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// 用汉字、拼音、首字母、英文或条号查找. Find by Chinese, pinyin, initials, English or article.
    Search {
        /// 要找的词. The words.
        #[arg(required = true)]
        words: Vec<String>,
        /// 哪一天；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// 检查一个政策目录有没有错. Say what is wrong with a folder of policy data.
    Validate {
        /// 目录；不写是本单位自己的目录. The folder; the site's own where none is named.
        folder: Option<PathBuf>,
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// 按情况文件核对够不够条件. Say who may have what, by a file of facts.
    Screen {
        /// 情况文件，JSON；- 是标准输入. The file of facts, JSON; - is the standard input.
        #[arg(long)]
        facts: PathBuf,
        /// 哪一天；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        /// 只核对这一项. One entry alone.
        #[arg(long)]
        id: Option<String>,
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
        /// 只要结论，一人一行 JSON. Verdicts alone, one JSON object a line for each person.
        #[arg(long)]
        verdicts: bool,
    },
}

#[derive(Debug, Subcommand)]
enum RateCommand {
    /// 列出标准，和还等签字的. List the rates and what waits for a signature.
    List {
        /// 每一个日期的都列. Every dated row.
        #[arg(long)]
        all: bool,
        /// 哪一天；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// 提议一个数. Propose a value.
    Propose {
        /// 标准的编号，或辅具、改造项目的编号. The rate's id, or the code of a device or a work.
        id: String,
        /// 元，或0到1的比例. Yuan, or a share from 0 to 1.
        #[arg(long, allow_hyphen_values = true)]
        value: String,
        /// 第一天. The first day.
        #[arg(long)]
        from: String,
        /// 最后一天. The last day.
        #[arg(long)]
        to: Option<String>,
        /// 依据哪份文件. The document it comes from.
        #[arg(long)]
        source: String,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
    },
    /// 签字；残联和财政各一人. Sign; one of the Federation and one of Finance.
    Sign {
        /// 提议的编号. The proposal's number.
        number: i64,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
    },
    /// 撤回还没生效的提议. Take back a proposal that is not in force.
    Withdraw {
        /// 提议的编号. The proposal's number.
        number: i64,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
    },
    /// 试算：会让现有的申请有什么变化. What a proposal would change in the open cases.
    Simulate {
        /// 提议的编号. The proposal's number.
        number: i64,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
        /// 一个 JSON. One JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
enum CaseCommand {
    /// 收下居民在自己电脑上做的申请文件. Take in a file that a resident made on their own computer.
    Import {
        /// 文件. The file.
        file: PathBuf,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
    },
}

#[derive(Debug, Subcommand)]
enum PaperCommand {
    /// 政策的一项. An entry of the policy.
    Entry {
        /// 编号，如 child-living-allowance. Its id, such as child-living-allowance.
        id: String,
        /// 哪一天；不写是今天. The day; today where none is named.
        #[arg(long)]
        as_of: Option<String>,
        #[command(flatten)]
        to: PaperOptions,
    },
    /// 申请的回执. The receipt of an application.
    Receipt {
        /// 回执号. The receipt number.
        number: String,
        /// 您的登录名. Your sign-in name.
        #[arg(long = "as")]
        user: String,
        #[command(flatten)]
        to: PaperOptions,
    },
}

#[derive(Debug, Args)]
struct PaperOptions {
    /// 格式：text 文字，html 大字，braille 盲文，audio 声音. text, html for large print, braille or audio.
    #[arg(long, default_value = "text", value_parser = words::format)]
    format: Format,
    /// 存成这个文件；不写就印出来，盲文和声音存进放文件的文件夹. The file; without it text is printed, and braille and
    /// audio go into the folder for people's files.
    #[arg(long)]
    out: Option<PathBuf>,
    /// 已经有的文件也换掉. Replace a file that is there.
    #[arg(long, requires = "out")]
    replace: bool,
}

impl From<PaperOptions> for paper::Asked {
    fn from(PaperOptions { format, out, replace }: PaperOptions) -> Self {
        Self { format, out, replace }
    }
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// 新设一位工作人员；第一位总是管理员. Add a member of staff; the first one is always an administrator.
    Add {
        /// 登录名. Sign-in name.
        sign_in: String,
        /// 姓名. Name.
        #[arg(long)]
        name: String,
        /// 岗位，如 `street_clerk`. The role, such as `street_clerk`.
        #[arg(long)]
        role: Option<String>,
        /// 管理员的登录名. The administrator's sign-in name.
        #[arg(long = "as")]
        admin: Option<String>,
    },
    /// 给工作人员设新口令，也会解锁. Set a new passphrase, which also opens a lock.
    Passphrase {
        /// 登录名. Sign-in name.
        sign_in: String,
        /// 管理员的登录名. The administrator's sign-in name.
        #[arg(long = "as")]
        admin: String,
    },
    /// 列出工作人员. List the staff.
    List {
        /// 一行一个 JSON. One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

impl Options {
    fn flags(&self) -> Flags {
        let front = match (self.line, self.screen, self.reader) {
            (true, _, _) => Some(Front::Line),
            (_, true, _) => Some(Front::Screen),
            (_, _, true) => Some(Front::Reader),
            _ => None,
        };
        Flags { lang: self.lang, front, speech: if self.speech { Some(true) } else { self.no_speech.then_some(false) } }
    }
}

/// Runs the command line of this process; the exit code.
pub fn run() -> i32 {
    let around = Surroundings::look();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return words::usage(&error, around.lang()),
    };
    let flags = cli.options.flags();
    match cli.command {
        None => open::program(flags, &around),
        Some(Command::Demo) => open::demo(flags, &around),
        Some(Command::Rehearse { file, json, accept, open, keep, letter_echo, arrow_echo }) => {
            let asked = rehearse::Asked { file, json, accept, open, keep, letter_echo, arrow_echo };
            rehearse::rehearse(&asked, flags, &around)
        }
        Some(Command::Doctor { json }) => ground::code(doctor::doctor(json, flags, &around)),
        Some(Command::Case { command: CaseCommand::Import { file, user } }) => {
            ground::code(chores::import(&file, &user, flags, &around))
        }
        Some(Command::User { command: UserCommand::Add { sign_in, name, role, admin } }) => {
            chores::add_user(&chores::NewUser { sign_in, name, role, admin }, flags, &around)
        }
        Some(Command::User { command: UserCommand::Passphrase { sign_in, admin } }) => {
            chores::set_passphrase(&sign_in, &admin, flags, &around)
        }
        Some(Command::User { command: UserCommand::List { json } }) => chores::list_users(json, flags, &around),
        Some(Command::Policy { command }) => ground::code(ask(command, flags, &around)),
        Some(Command::Paper { command: PaperCommand::Entry { id, as_of, to } }) => {
            ground::code(paper::entry(&id, as_of.as_deref(), &to.into(), flags, &around))
        }
        Some(Command::Paper { command: PaperCommand::Receipt { number, user, to } }) => {
            ground::code(paper::receipt(&number, &user, &to.into(), flags, &around))
        }
        Some(Command::Rate { command }) => ground::code(rate(command, flags, &around)),
    }
}

fn ask(command: PolicyCommand, flags: Flags, around: &Surroundings) -> Result<i32, ground::Stop> {
    match command {
        PolicyCommand::List { kind, as_of, json } => {
            policy::list(kind.as_deref(), as_of.as_deref(), json, flags, around)
        }
        PolicyCommand::Show { id, as_of, json } => policy::show(&id, as_of.as_deref(), json, flags, around),
        PolicyCommand::Search { words, as_of, json } => policy::search(&words, as_of.as_deref(), json, flags, around),
        PolicyCommand::Validate { folder, json } => policy::validate(folder, json, flags, around),
        PolicyCommand::Screen { facts, as_of, id, json, verdicts } => {
            screen::screen(&screen::Asked { facts, as_of, id, json, verdicts }, flags, around)
        }
    }
}

fn rate(command: RateCommand, flags: Flags, around: &Surroundings) -> Result<i32, ground::Stop> {
    match command {
        RateCommand::List { all, as_of, json } => rates::list(all, as_of.as_deref(), json, flags, around),
        RateCommand::Propose { id, value, from, to, source, user } => {
            rates::propose(&rates::Proposal { id, value, from, to, source, user }, flags, around)
        }
        RateCommand::Sign { number, user } => rates::sign(number, &user, flags, around),
        RateCommand::Withdraw { number, user } => rates::withdraw(number, &user, flags, around),
        RateCommand::Simulate { number, user, json } => rates::simulate(number, &user, json, flags, around),
    }
}

/// Says one sentence on standard error; what it quotes commands no terminal.
fn complain(words: &str) {
    let words = words.replace(|c: char| c.is_control() && c != '\n', " ");
    // Where nobody can hear it there is nothing more to say.
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Words in the language of the flags, the settings or the locale.
fn text(flags: Flags, around: &Surroundings) -> Text {
    Text::new(flags.lang.unwrap_or_else(|| around.lang()))
}
