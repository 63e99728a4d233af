//! The nodes of the tree.

use std::fmt;

/// Names a node for as long as it means the same thing: page and row, never a row number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(String);

impl NodeId {
    /// The id of row `row` on page `page`.
    pub fn of(page: &str, row: &str) -> Self {
        Self(format!("{page}/{row}"))
    }

    /// The id of the page `page` itself.
    pub fn page(page: &str) -> Self {
        Self(page.to_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a node is. The names are those of ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The root of an ordinary page.
    Page,
    /// The root of a page that asks for a decision before anything else can go on.
    Dialog,
    /// The rows that Tab treats as one: the list or the field, Commands, Back.
    Group,
    /// A row that opens or chooses something.
    ListItem,
    /// A row that does something: Commands, Back, submit.
    Button,
    /// A field for one line of text.
    TextField,
    /// A field whose text is never shown or said.
    SecretField,
    /// A row that can only be read.
    Text,
    /// News that is not urgent.
    Status,
    /// News that must be heard now.
    Alert,
}

impl Role {
    /// The ARIA name, as `rehearse --json` prints it.
    pub fn aria(self) -> &'static str {
        match self {
            Self::Page => "document",
            Self::Dialog => "alertdialog",
            Self::Group => "group",
            Self::ListItem => "listitem",
            Self::Button => "button",
            Self::TextField => "textbox",
            Self::SecretField => "password",
            Self::Text => "paragraph",
            Self::Status => "status",
            Self::Alert => "alert",
        }
    }

    /// Whether text can be typed into it.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::TextField | Self::SecretField)
    }

    /// Whether the focus can rest on it.
    pub fn focusable(self) -> bool {
        matches!(self, Self::ListItem | Self::Button | Self::TextField | Self::SecretField | Self::Text)
    }
}

/// A state that is said as a word after name and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// The choice made earlier.
    Selected,
    /// The value cannot be taken as it is; the node carries a [`Fault`].
    Invalid,
}

/// How urgently a change of the node is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Live {
    /// Never by itself.
    #[default]
    Off,
    /// When nothing else is being said.
    Polite,
    /// At once.
    Assertive,
}

/// What is wrong with a field and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    /// What is wrong, without the field's name.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// Place in a set, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// This one.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Stable id.
    pub id: NodeId,
    /// What it is.
    pub role: Role,
    /// What it is called; never empty on a focusable node.
    pub name: String,
    /// What it holds; for a field the text typed so far, `None` for a secret.
    pub value: Option<String>,
    /// The value is nobody else's business: said as its length and its last four characters.
    pub private: bool,
    /// What it is for, said on request.
    pub description: Option<String>,
    /// Set exactly when `states` holds [`State::Invalid`].
    pub fault: Option<Fault>,
    /// States, in the order they are said.
    pub states: Vec<State>,
    /// Place among its siblings of the same group.
    pub position: Option<Position>,
    /// Urgency of its changes.
    pub live: Live,
    /// Nodes below.
    pub children: Vec<Node>,
}

impl Node {
    /// A node with an id, a role and a name, and nothing else.
    pub fn new(id: NodeId, role: Role, name: impl Into<String>) -> Self {
        Self {
            id,
            role,
            name: name.into(),
            value: None,
            private: false,
            description: None,
            fault: None,
            states: Vec::new(),
            position: None,
            live: Live::Off,
            children: Vec::new(),
        }
    }

    /// Visits this node and all below it in reading order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

/// The whole tree of one moment, with its focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The page.
    pub root: Node,
    /// The node that has the focus.
    pub focus: NodeId,
    /// In a text field: how many characters stand before the caret.
    pub caret: Option<usize>,
}

impl View {
    /// All nodes in reading order.
    pub fn nodes(&self) -> Vec<&Node> {
        let mut all = Vec::new();
        self.root.walk(&mut |node| all.push(node));
        all
    }

    /// The rows of the page in reading order: everything that stands on a row of its own below the title.
    pub fn rows(&self) -> Vec<&Node> {
        self.nodes().into_iter().filter(|node| !matches!(node.role, Role::Page | Role::Dialog | Role::Group)).collect()
    }

    /// The rows that can have the focus, in reading order.
    pub fn focusable(&self) -> Vec<&Node> {
        self.rows().into_iter().filter(|node| node.role.focusable()).collect()
    }

    /// The node with the focus.
    pub fn focused(&self) -> &Node {
        let mut found = &self.root;
        self.root.walk(&mut |node| {
            if node.id == self.focus {
                found = node;
            }
        });
        found
    }
}
