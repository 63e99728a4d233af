//! The three questions of the first start, asked in plain lines before anything else is sent to the terminal.

use crate::text::{Lang, Text};

use super::effect::Setting;
use super::{Front, Place};

/// Which question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Language,
    Terminal,
    Computer,
}

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Language.
    pub lang: Lang,
    /// How the terminal is used.
    pub front: Front,
    /// The program is to speak by itself.
    pub speech: bool,
    /// Whose computer it is.
    pub place: Place,
}

impl Chosen {
    /// The same as settings to be kept.
    pub fn settings(self) -> [Setting; 3] {
        [Setting::Lang(self.lang), Setting::Front(self.front), Setting::Place(self.place)]
    }
}

/// The questions so far.
#[derive(Debug)]
pub struct FirstStart {
    stage: Stage,
    chosen: Chosen,
    default_front: usize,
}

/// What an answer led to.
#[derive(Debug)]
pub enum Answered {
    /// The next question, or why the answer cannot be taken.
    Ask(Vec<String>),
    /// That was the last one.
    Done(Chosen),
}

const FRONTS: [&str; 4] = ["first-look", "first-reader", "first-line", "first-voice"];

impl FirstStart {
    /// `lang` is what the environment suggests, `front` the number of the choice it suggests, from 0.
    pub fn new(lang: Lang, front: usize) -> Self {
        let chosen = Chosen { lang, front: Front::Line, speech: false, place: Place::Own };
        Self { stage: Stage::Language, chosen, default_front: front.min(FRONTS.len() - 1) }
    }

    /// The number of the choice that stands for a front end, from 0; line mode is safe where none is named.
    pub fn number_of(front: Option<Front>) -> usize {
        match front {
            Some(Front::Screen) => 0,
            Some(Front::Reader) => 1,
            Some(Front::Line) | None => 2,
        }
    }

    /// The language so far.
    pub fn lang(&self) -> Lang {
        self.chosen.lang
    }

    /// The question as lines.
    pub fn ask(&self) -> Vec<String> {
        let text = Text::new(self.chosen.lang);
        let (title, choices, default): (&str, &[&str], usize) = match self.stage {
            // Nobody has said yet which language is understood, so this one is asked in both.
            Stage::Language => {
                let default = usize::from(self.chosen.lang == Lang::En) + 1;
                return vec![
                    "欢迎使用助残。Welcome to Zhucan.".to_owned(),
                    "1 中文".to_owned(),
                    "2 English".to_owned(),
                    Text::new(Lang::Zh).with("first-how", &[("default", &default)]),
                    Text::new(Lang::En).with("first-how", &[("default", &default)]),
                ];
            }
            Stage::Terminal => ("first-terminal", &FRONTS, self.default_front),
            Stage::Computer => ("first-computer", &["first-own", "first-office"], 0),
        };
        let mut lines = vec![text.say(title)];
        lines.extend(choices.iter().enumerate().map(|(i, id)| format!("{} {}", i + 1, text.say(id))));
        lines.push(text.with("first-how", &[("default", &(default + 1))]));
        lines
    }

    /// Takes an entered line: a number, or nothing for the choice that was named.
    pub fn answer(&mut self, line: &str) -> Answered {
        let (count, default) = match self.stage {
            Stage::Language => (2, usize::from(self.chosen.lang == Lang::En)),
            Stage::Terminal => (FRONTS.len(), self.default_front),
            Stage::Computer => (2, 0),
        };
        let line: String = crate::domain::person::fold(line);
        let choice = if line.is_empty() || line == "Enter" {
            default
        } else {
            match line.parse::<usize>() {
                Ok(number) if (1..=count).contains(&number) => number - 1,
                _ => {
                    // While the language is asked for, nobody knows yet which one is understood.
                    let both = [Lang::Zh, Lang::En];
                    let one = [self.chosen.lang];
                    let langs: &[Lang] = if self.stage == Stage::Language { &both } else { &one };
                    let say = |lang: &Lang| Text::new(*lang).with("first-not-understood", &[("most", &count)]);
                    return Answered::Ask(langs.iter().map(say).collect());
                }
            }
        };
        match self.stage {
            Stage::Language => {
                self.chosen.lang = if choice == 0 { Lang::Zh } else { Lang::En };
                self.stage = Stage::Terminal;
            }
            Stage::Terminal => {
                self.chosen.front = [Front::Screen, Front::Reader, Front::Line, Front::Line][choice];
                self.chosen.speech = choice == 3;
                self.stage = Stage::Computer;
            }
            Stage::Computer => {
                self.chosen.place = if choice == 0 { Place::Own } else { Place::Office };
                return Answered::Done(self.chosen);
            }
        }
        Answered::Ask(self.ask())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_answers_and_nothing_else() {
        let mut start = FirstStart::new(Lang::Zh, 1);
        assert!(matches!(start.answer("9"), Answered::Ask(_)));
        assert!(matches!(start.answer("２"), Answered::Ask(_)));
        assert_eq!(start.lang(), Lang::En);
        assert!(matches!(start.answer(""), Answered::Ask(_)));
        let Answered::Done(chosen) = start.answer("2") else { panic!("the third answer is the last") };
        assert_eq!((chosen.front, chosen.place), (Front::Reader, Place::Office));
    }
}
