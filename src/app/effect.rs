//! What the program asks to have done, and what came of it: all traffic with the database and the file system, as
//! data. The session performs each effect in one transaction with its line in the audit log.

use chrono::NaiveDate;

use crate::domain::case::{Case, CaseId, Event, Kind, PersonId, ReceiptNumber, Refusal, State};
use crate::domain::form::Answers;
use crate::domain::owed::{Kept, NewKept};
use crate::domain::rate::NewRate;
use crate::domain::simulate::Simulation;
use crate::text::Lang;
use crate::text::handout::Format;

use super::screens::Resume;
use super::{Front, Lesson, Place, Who};

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Keep a setting.
    Keep(Setting),
    /// Keep how the program's own voice and its verbosity are set now; nobody waits for what comes of it.
    KeepVoice,
    /// Begin an application, for somebody known or not.
    Begin {
        /// What for.
        kind: Kind,
        /// For whom, when it is known.
        person: Option<PersonId>,
        /// How the person agreed that somebody else fills it in.
        consent: Option<String>,
    },
    /// Go on with a draft.
    GoOn(CaseId),
    /// Keep an answer, and the question that is asked next.
    Answer {
        /// Which draft.
        case: CaseId,
        /// Question.
        question: String,
        /// Canonical answer; `None` takes it back.
        value: Option<String>,
        /// Where to go on.
        next: Option<String>,
    },
    /// Copy a file that is a paper.
    Attach {
        /// Which draft.
        case: CaseId,
        /// Question.
        question: String,
        /// Where the file is.
        path: String,
    },
    /// Hand in.
    Submit {
        /// Which draft.
        case: CaseId,
        /// The PIN chosen or given.
        pin: Option<String>,
    },
    /// Sign a resident in.
    SignInResident {
        /// Identity number.
        id_number: String,
        /// PIN.
        pin: String,
    },
    /// Sign a member of staff in.
    SignInStaff {
        /// Sign-in name.
        user: String,
        /// Passphrase.
        passphrase: String,
    },
    /// The next person: sign out, clear the screen, forget voice and language.
    NextPerson,
    /// List cases.
    List(Listing),
    /// Open one.
    Open(CaseId),
    /// Act on one.
    Act {
        /// Which.
        case: CaseId,
        /// The version that was shown.
        seen: u32,
        /// What.
        event: Box<Event>,
        /// The person themselves does it, signed in or at the counter.
        as_applicant: bool,
    },
    /// Set a new PIN for somebody who stands at the counter; it also opens a lock.
    SetPin {
        /// Whose.
        person: PersonId,
        /// The new one.
        pin: String,
    },
    /// Find people.
    FindPeople(String),
    /// Take in an application file.
    Import(String),
    /// Look for a draft to go on with.
    Resumable,
    /// Whether this identity number has a PIN already.
    Known(String),
    /// What whoever is here has said of themselves so far.
    KnownFacts,
    /// Keep a fact that was said; `None` forgets it.
    KeepFact {
        /// Fact id.
        fact: String,
        /// Its value as text.
        value: Option<String>,
    },
    /// Forget every fact that was said.
    ForgetFacts,
    /// What is kept about duties and targets.
    Owed,
    /// Keep how far a duty or target is.
    KeepOwed(Box<NewKept>),
    /// Propose a value of a rate.
    ProposeRate(Box<NewRate>),
    /// Sign a proposed value.
    SignRate(i64),
    /// Take a proposal back.
    WithdrawRate(i64),
    /// What a proposed value would change in the cases there are.
    Simulate(i64),
    /// Make a file to be taken along.
    Take {
        /// Of what.
        what: Takes,
        /// In which form.
        format: Format,
    },
}

/// What can be taken along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// An entry of the policy.
    Entry {
        /// Which.
        id: String,
        /// As it is on this day.
        day: NaiveDate,
    },
    /// The receipt of an application.
    Receipt(ReceiptNumber),
}

/// A setting that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Language.
    Lang(Lang),
    /// Front end, from the next start on.
    Front(Front),
    /// How much is said.
    Verbosity(crate::text::Verbosity),
    /// Whose computer.
    Place(Place),
    /// How letters are echoed to a reader.
    LetterEcho(Echo),
    /// How arrows are.
    ArrowEcho(Echo),
    /// How far somebody came in the first minute.
    Lesson(Lesson),
}

/// Where a focus move is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    /// Into the row that gains the focus.
    Row,
    /// Into the speech row.
    Speech,
    /// Nowhere; only the cursor moves.
    Cursor,
}

/// Which cases are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Those of the resident who is signed in, or of this person.
    Of(PersonId),
    /// Those waiting for the role that is signed in, oldest first.
    Waiting,
    /// All that are open, oldest first.
    Open,
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was done and there is nothing more to say.
    Done,
    /// The draft to go on with, if there is one.
    Resumable(Option<Resume>),
    /// A draft to fill in.
    Draft(Box<Draft>),
    /// A file was copied.
    Attached {
        /// Question.
        question: String,
        /// Its name.
        name: String,
        /// What it is, in words.
        described: String,
    },
    /// Handed in at the office.
    Submitted {
        /// The number.
        receipt: ReceiptNumber,
        /// The receipt as a file.
        file: String,
        /// By when the office looks at it.
        due: Option<NaiveDate>,
    },
    /// Written to a file for the office.
    Written {
        /// Where.
        file: String,
    },
    /// Signed in.
    SignedIn(Who),
    /// The secret was wrong.
    WrongSecret {
        /// Tries left; 0 means that only the counter can help.
        left: u32,
    },
    /// Cases.
    Cases(Vec<CaseLine>),
    /// One case.
    Case(Box<CaseFile>),
    /// The act was refused.
    Refused(Box<Refusal>),
    /// People.
    People(Vec<PersonLine>),
    /// A file was taken in.
    Imported {
        /// The number it was given.
        receipt: ReceiptNumber,
        /// The case it became.
        case: CaseId,
    },
    /// What was said: fact ids with their texts.
    Facts(Vec<(String, String)>),
    /// What is kept about duties and targets, the latest of each.
    Owed(Vec<Kept>),
    /// A value was proposed under this number.
    Proposed(i64),
    /// A value was signed; whether it is in force now.
    Signed {
        /// Both have signed.
        in_force: bool,
    },
    /// A file was made.
    Taken {
        /// Its name.
        file: String,
        /// Where it is; none in rehearsals, which keep no files.
        folder: Option<String>,
        /// An older one of this name was there.
        replaced: bool,
    },
    /// What a proposed value would change.
    Simulated(Box<Simulation>),
    /// Whether a person is known, and has a PIN.
    Known {
        /// Has chosen a PIN before.
        has_pin: bool,
    },
    /// It could not be done: the message that says what, why and what to do, with its arguments.
    Failed {
        /// Message id.
        id: &'static str,
        /// Arguments.
        args: Vec<(&'static str, String)>,
    },
}

/// An application being filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Which.
    pub case: CaseId,
    /// What for.
    pub kind: Kind,
    /// The answers so far.
    pub answers: Answers,
    /// The question to go on with.
    pub at: Option<String>,
    /// It was begun earlier.
    pub resumed: bool,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    /// Which.
    pub case: CaseId,
    /// What for.
    pub kind: Kind,
    /// Code of the device applied for.
    pub item: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Its number, once handed in.
    pub receipt: Option<ReceiptNumber>,
    /// Whose.
    pub name: String,
    /// Handed in on.
    pub submitted_on: Option<NaiveDate>,
    /// By when the next step is due.
    pub due_on: Option<NaiveDate>,
    /// That day has passed.
    pub late: bool,
}

/// A case with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    /// As the rules see it, with its history.
    pub case: Case,
    /// The answers; empty where the role may not see them.
    pub answers: Answers,
    /// Whose.
    pub name: String,
    /// By when the next step is due, and whether that day rests on a calendar that is not known yet.
    pub due: Option<(NaiveDate, bool)>,
    /// That day has passed.
    pub late: bool,
    /// What the one who looks may do now.
    pub may: Vec<crate::domain::case::EventId>,
    /// Names of those who acted, by how they stand in the history.
    pub names: Vec<(crate::domain::case::Who, String)>,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonLine {
    /// Which.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Identity number, all but its end hidden.
    pub masked_id: String,
}
