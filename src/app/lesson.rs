//! The lessons of the first minute: which there are, in which order, and which command each asks for.

use super::{Command, Front};

/// One thing that is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lesson {
    /// To the next row.
    Down,
    /// To the previous row.
    Up,
    /// Choosing a row.
    Choose,
    /// Hearing it again.
    Again,
    /// Where am I.
    Where,
    /// More about a row.
    More,
    /// What a row is for.
    Help,
    /// The whole page.
    Page,
    /// Typing into a field, and how an error sounds.
    Field,
    /// Commands and Back, the last rows of every page.
    Ways,
    /// All are learned, or somebody did not want to.
    Done,
}

/// All of them in their order, with the id of each and the command it asks for.
const LESSONS: [(Lesson, &str, Option<Command>); 11] = [
    (Lesson::Down, "down", Some(Command::Next)),
    (Lesson::Up, "up", Some(Command::Previous)),
    (Lesson::Choose, "choose", None),
    (Lesson::Again, "again", Some(Command::SayAgain)),
    (Lesson::Where, "where", Some(Command::WhereAmI)),
    (Lesson::More, "more", Some(Command::More)),
    (Lesson::Help, "help", Some(Command::Help)),
    (Lesson::Page, "page", Some(Command::WholePage)),
    (Lesson::Field, "field", None),
    (Lesson::Ways, "ways", Some(Command::NextGroup)),
    (Lesson::Done, "done", None),
];

impl Lesson {
    /// The first one with this front end.
    pub fn first(front: Front) -> Self {
        Self::Down.or_next(front)
    }

    /// The lesson with this id.
    pub fn with_id(id: &str) -> Option<Self> {
        LESSONS.iter().find(|(_, known, _)| *known == id).map(|(lesson, ..)| *lesson)
    }

    /// Its name in settings and message ids.
    pub fn id(self) -> &'static str {
        LESSONS[self.at()].1
    }

    /// The command it asks for; none where a row is chosen, something is typed, or, line by line, the way back is taken.
    pub fn asks_for(self, front: Front) -> Option<Command> {
        match (self, front) {
            (Self::Ways, Front::Line) => None,
            _ => LESSONS[self.at()].2,
        }
    }

    /// The one behind it with this front end.
    #[must_use]
    pub fn next(self, front: Front) -> Self {
        LESSONS.get(self.at() + 1).map_or(Self::Done, |(lesson, ..)| lesson.or_next(front))
    }

    /// This one, or the one behind it where this front end has no such thing.
    #[must_use]
    pub fn or_next(self, front: Front) -> Self {
        match (self, front) {
            (Self::Down | Self::Up, Front::Line) => Self::Choose,
            _ => self,
        }
    }

    /// Which one it is, counted from 1, and how many there are.
    pub fn place(self, front: Front) -> (usize, usize) {
        let skipped = Self::first(front).at();
        ((self.at() + 1).saturating_sub(skipped), Self::Done.at() - skipped)
    }

    fn at(self) -> usize {
        LESSONS.iter().position(|(lesson, ..)| *lesson == self).unwrap_or(LESSONS.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_comes_once_and_the_last_is_done() {
        for (front, count) in [(Front::Reader, 10), (Front::Screen, 10), (Front::Line, 8)] {
            let mut lesson = Lesson::first(front);
            for at in 1..=count {
                assert_eq!(lesson.place(front), (at, count));
                assert_eq!(Lesson::with_id(lesson.id()), Some(lesson));
                lesson = lesson.next(front);
            }
            assert_eq!((lesson, lesson.next(front)), (Lesson::Done, Lesson::Done));
        }
        // Somebody may begin with keys and go on in lines.
        assert_eq!(Lesson::Up.or_next(Front::Line), Lesson::Choose);
    }
}
