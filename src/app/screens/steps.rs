//! Questions asked one after another: where one is, and what was said so far, which stays when one goes back.

use crate::app::Step;

/// What was said to each of a few questions.
#[derive(Debug)]
pub struct Steps {
    said: Vec<String>,
    at: usize,
}

impl Steps {
    /// Begins with what is known already, a text for each question.
    pub fn new(said: Vec<String>) -> Self {
        Self { said, at: 0 }
    }

    /// The question that is asked now; behind the last one, the number of questions.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What was said to a question.
    pub fn said(&self, question: usize) -> &str {
        self.said.get(question).map_or("", String::as_str)
    }

    /// What was said to the question of the moment.
    pub fn now(&self) -> &str {
        self.said(self.at)
    }

    /// Keeps what was typed so far, without going on.
    pub fn keep(&mut self, text: &str) {
        if let Some(said) = self.said.get_mut(self.at) {
            text.clone_into(said);
        }
    }

    /// Takes an answer and goes on to the next question.
    pub fn give(&mut self, answer: impl Into<String>) -> Step {
        self.keep(&answer.into());
        self.at += 1;
        Step::Stay
    }

    /// Goes back one question; from the first one, back to the page before.
    pub fn back(&mut self) -> Step {
        match self.at.checked_sub(1) {
            Some(before) => {
                self.at = before;
                Step::Stay
            }
            None => Step::Back,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_stays_when_one_goes_back() {
        let mut asking = Steps::new(vec![String::new(), "乙".into()]);
        asking.give("甲");
        asking.keep("乙丙");
        asking.back();
        assert_eq!((asking.at(), asking.now(), asking.said(1)), (0, "甲", "乙丙"));
        asking.give("丁");
        asking.give("戊");
        assert_eq!((asking.at(), asking.said(0), asking.said(1), asking.now()), (2, "丁", "戊", ""));
        asking.back();
        asking.back();
        assert!(matches!(asking.back(), Step::Back));
    }
}
