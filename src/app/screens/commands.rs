//! What can be done here: the commands, each with its key, acting on the item that had the focus before.

use crate::app::page::{NEXT_ROW, PREVIOUS_ROW, row_of};
use crate::app::{COMMANDS, Command, Cx, Page, Row, Screen, Step, Valid};
use crate::view::View;

use super::practice::{Practice, key_name};

/// The list of commands for a page.
#[derive(Debug)]
pub struct Commands {
    item: String,
    long: bool,
}

const PRACTICE: &str = "key-practice";

impl Commands {
    /// The commands for the page that `view` shows.
    pub fn new(view: &View) -> Self {
        let walks = |node: &&crate::view::Node| matches!(row_of(node.id.as_str()).as_str(), NEXT_ROW | PREVIOUS_ROW);
        Self { item: view.focused().name.clone(), long: view.rows().iter().any(walks) }
    }

    /// Whether the command makes sense in a list: moving by one row does not, once it costs a page.
    fn lists(&self, command: Command, valid: Valid, cx: &Cx<'_>) -> bool {
        let here = match valid {
            Valid::Everywhere => true,
            Valid::LongLists => self.long,
            Valid::OwnVoice => cx.setup.own.on,
        };
        let by_hand = matches!(
            command,
            Command::Next
                | Command::Previous
                | Command::NextGroup
                | Command::PreviousGroup
                | Command::Activate
                | Command::CommandsHere
                | Command::First
                | Command::Last
        );
        !by_hand && here
    }
}

impl Screen for Commands {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = COMMANDS
            .iter()
            .filter(|spec| self.lists(spec.command, spec.valid, cx))
            .map(|spec| {
                let name = cx.say(&format!("command-{}", spec.id));
                Row::item(spec.id, name)
                    .with_value(key_name(spec.keys[0], cx.text))
                    .with_help(cx.say(&format!("command-{}.help", spec.id)))
            })
            .chain([Row::item(PRACTICE, cx.say("practice-title")).with_help(cx.say("practice-title.help"))])
            .collect();
        Page::new("commands-here", cx.text.with("commands-title", &[("item", &self.item)]), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match Command::with_id(row) {
            Some(command) => Step::Run(command),
            None => Step::Replace(Box::new(Practice::default())),
        }
    }
}
