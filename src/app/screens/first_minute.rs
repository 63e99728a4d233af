//! The first minute: each lesson is a page whose row says what to press, and pressing it does what it does everywhere.
//!
//! What was heard stands above the next lesson. Another key is named and the wanted one said again; what only tells
//! something, and every way out, works as on any other page. It goes on where it was left.

use crate::app::effect::Setting;
use crate::app::{Command, Cx, Effect, Front, Lesson, Page, Row, Screen, Step, Weighed};
use crate::domain::person::fold;
use crate::view::Fault;

use super::programme::text_rows;

/// The numbers that the field of the lesson takes.
const TAKEN: std::ops::RangeInclusive<u32> = 1..=9;

/// The lesson of the moment.
#[derive(Debug)]
pub struct FirstMinute {
    lesson: Lesson,
    /// How far somebody came is kept, until they have been through all of it once.
    keep: bool,
}

impl FirstMinute {
    /// From where it was left, or from the beginning for somebody who has been through it.
    pub fn new(cx: &Cx<'_>) -> Self {
        let front = cx.setup.front;
        match cx.setup.lesson {
            Lesson::Done => Self { lesson: Lesson::first(front), keep: false },
            lesson => Self { lesson: lesson.or_next(front), keep: true },
        }
    }

    /// What is to be done, in the words of the front end.
    fn ask(&self, cx: &Cx<'_>) -> String {
        let id = self.lesson.id();
        cx.say(&if cx.setup.front == Front::Line { format!("lesson-{id}-line") } else { format!("lesson-{id}") })
    }

    /// Help on that.
    fn help(&self, cx: &Cx<'_>) -> String {
        let id = self.lesson.id();
        let line = cx.setup.front == Front::Line;
        cx.say(&if line { format!("lesson-{id}-line.help") } else { format!("lesson-{id}.help") })
    }

    /// The next lesson, behind words about this one.
    fn next(&mut self, words: String, cx: &Cx<'_>) -> Step {
        self.lesson = self.lesson.next(cx.setup.front);
        let told = Step::Told(words);
        if self.keep { Step::Do(Effect::Keep(Setting::Lesson(self.lesson))).then(told) } else { told }
    }

    fn done(cx: &Cx<'_>) -> Page {
        let line = cx.setup.front == Front::Line;
        let words = if line { "lesson-done-line" } else { "lesson-done" };
        let mut rows = vec![Row::button("home", cx.say("lesson-home")).with_help(cx.say("lesson-home.help"))];
        rows.extend(text_rows(&[cx.say(words), cx.say("lesson-settings")]));
        Page::new("lesson-done", cx.say("lesson-title-done"), rows)
    }
}

impl Screen for FirstMinute {
    fn page(&self, cx: &Cx<'_>) -> Page {
        if self.lesson == Lesson::Done {
            return Self::done(cx);
        }
        let ask = Row::text("ask", self.ask(cx)).with_help(self.help(cx));
        let below = |id: &str| Row::item("other", cx.say(id)).with_help(cx.say("lesson-row.help"));
        let mut start = None;
        let mut rows = match self.lesson {
            Lesson::Down => vec![ask, below("lesson-below")],
            Lesson::Up => {
                start = Some("ask".to_owned());
                vec![below("lesson-above"), ask]
            }
            Lesson::Choose if cx.setup.front == Front::Line => vec![ask, below("lesson-second")],
            Lesson::Choose => vec![Row::item("ask", ask.name).with_help(ask.help.unwrap_or_default())],
            Lesson::Field => {
                start = Some("number".to_owned());
                let field = Row::field("number", cx.say("lesson-label"), "").with_help(cx.say("lesson-label.help"));
                vec![ask, field.at_most(9)]
            }
            _ => vec![ask],
        };
        if self.lesson == Lesson::first(cx.setup.front) {
            rows.push(Row::item("skip", cx.say("lesson-skip")).with_help(cx.say("lesson-skip.help")));
        }
        let (at, of) = self.lesson.place(cx.setup.front);
        let title = cx.text.with("lesson-title", &[("at", &at), ("of", &of)]);
        Page::new(format!("lesson-{}", self.lesson.id()), title, rows).starting_at(start)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match (row, self.lesson) {
            ("home", _) => Step::Home,
            ("skip", _) => {
                let kept = Step::Do(Effect::Keep(Setting::Lesson(Lesson::Done)));
                kept.then(Step::Home).then(Step::Told(cx.say("lesson-skipped")))
            }
            ("ask" | "other", Lesson::Choose) => {
                let chosen = if cx.setup.front == Front::Line { "lesson-chosen-line" } else { "lesson-chosen" };
                self.next(cx.say(chosen), cx)
            }
            _ => Step::Refused(cx.text.with("lesson-other", &[("command", &cx.say("command-activate"))])),
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let typed = fold(text);
        if typed.parse().is_ok_and(|number| TAKEN.contains(&number)) {
            self.next(cx.text.with("lesson-typed", &[("typed", &typed)]), cx)
        } else {
            Step::Fault(Fault { what: cx.say("lesson-fault"), remedy: cx.say("lesson-fault.remedy") })
        }
    }

    fn weigh(&self, command: Command, row: &str, cx: &Cx<'_>) -> Weighed {
        if self.lesson.asks_for(cx.setup.front) == Some(command) {
            return Weighed::Wanted;
        }
        // On Commands and Back, and once there is nothing more to learn, everything is as it always is.
        let walks = matches!(
            command,
            Command::Next
                | Command::Previous
                | Command::First
                | Command::Last
                | Command::NextPage
                | Command::PreviousPage
                | Command::Find
        );
        let free = row.starts_with('~') || matches!(self.lesson, Lesson::Done | Lesson::Choose | Lesson::Field);
        if walks && !free {
            let name = cx.say(&format!("command-{}", command.id()));
            return Weighed::Other(cx.text.with("lesson-other", &[("command", &name)]));
        }
        Weighed::Free
    }

    fn wanted(&self, cx: &Cx<'_>) -> Option<String> {
        (self.lesson != Lesson::Done).then(|| self.ask(cx))
    }

    fn learned(&mut self, heard: &str, cx: &Cx<'_>) -> Step {
        let words = match self.lesson {
            // All of it is heard with the next page anyway.
            Lesson::Page => cx.say("lesson-right-page"),
            _ => cx.text.with("lesson-right", &[("heard", &heard)]),
        };
        self.next(words, cx)
    }

    fn back(&mut self, cx: &Cx<'_>) -> Step {
        // Line by line going back is what the last lesson is about.
        if self.lesson == Lesson::Ways && cx.setup.front == Front::Line {
            return self.next(cx.say("lesson-right-back"), cx);
        }
        Step::Back
    }

    fn outcome(&mut self, _outcome: crate::app::Outcome, _cx: &Cx<'_>) -> Step {
        // How far somebody came is not worth a complaint in the middle of a lesson: it is offered again.
        Step::Stay
    }
}
