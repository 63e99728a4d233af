//! Performing effects: each in one commit of the store, with its line in the audit.

use std::path::Path;

use crate::app::effect::{CaseFile, CaseLine, Draft, Listing, PersonLine, Setting};
use crate::app::screens::Home;
use crate::app::{Effect, Outcome, Place, Who};
use crate::domain::case::event::{DeviceFacts, Supply};
use crate::domain::case::machine::open_to;
use crate::domain::case::{Actor, CaseId, Event, Kind, PersonId, Role, State, UserId, Who as Acts, clock, due, next};
use crate::domain::data::form::UNKNOWN;
use crate::domain::data::item::device::Assessment;
use crate::domain::form::{Answers, Known, review};
use crate::domain::shipped::{self, Shipped};
use crate::store::{ApplyError, CaseRow, Consent, NewPerson, Paper, PaperGiven, StoreError};

use super::progress::{Tell, Work};
use super::{CURRENT, Session};

/// Answers with these ids belong to the person and are there again in the next application.
const PERSONAL: [&str; 2] = ["person.", "guardian."];
/// A draft that is for nobody known yet stands under this name until it is handed in.
const NAMELESS: &str = "?";

pub(super) type Done = Result<Outcome, Outcome>;

pub(super) fn failed(id: &'static str) -> Outcome {
    Outcome::Failed { id, args: Vec::new() }
}

impl From<StoreError> for Outcome {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotWritable { .. } => failed("store-read-only"),
            StoreError::Corrupt | StoreError::NotOurs => failed("store-damaged"),
            StoreError::TooNew { .. } => failed("store-newer"),
            StoreError::Full => failed("store-full"),
            StoreError::Busy => failed("store-busy"),
            StoreError::NotFound { .. } => failed("draft-gone"),
            StoreError::NotAFile => failed("paper-not-readable"),
            StoreError::PaperTooLarge { limit } => {
                Outcome::Failed { id: "paper-too-large", args: vec![("max", (limit >> 20).to_string())] }
            }
            _ => failed("store-other"),
        }
    }
}

impl From<ApplyError> for Outcome {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Refused(refusal) => Self::Refused(Box::new(refusal)),
            ApplyError::Store(error) => error.into(),
        }
    }
}

impl Session {
    /// Does what the program asks for and says what came of it.
    pub(super) fn perform(&mut self, effect: Effect) -> Outcome {
        let mut quiet: Tell<'_> = &mut |_, _| {};
        self.perform_telling(effect, &mut quiet)
    }

    /// The same, telling about work that takes long.
    pub(super) fn perform_telling(&mut self, effect: Effect, tell: &mut Tell<'_>) -> Outcome {
        match self.try_to(effect, tell) {
            Ok(outcome) | Err(outcome) => outcome,
        }
    }

    fn try_to(&mut self, effect: Effect, tell: &mut Tell<'_>) -> Done {
        match effect {
            Effect::Keep(setting) => self.keep(setting),
            Effect::KeepVoice => self.keep_voice(),
            Effect::Begin { kind, person, consent } => self.begin_draft(kind, person, consent),
            Effect::GoOn(case) => self.go_on(case),
            Effect::Answer { case, question, value, next } => {
                let today = self.clock.now().date();
                self.store.answer(case, &question, value.as_deref(), next.as_deref(), today)?;
                Ok(Outcome::Done)
            }
            Effect::Attach { case, question, path } => self.attach(case, question, &path, tell),
            Effect::Submit { case, pin } => self.hand_in(case, pin.as_deref()),
            Effect::SignInResident { id_number, pin } => self.sign_in_resident(&id_number, &pin),
            Effect::SignInStaff { user, passphrase } => self.sign_in_staff(&user, &passphrase),
            Effect::NextPerson => {
                self.sign_out();
                Ok(Outcome::Done)
            }
            Effect::List(listing) => self.list(listing, tell),
            Effect::Open(case) => Ok(Outcome::Case(Box::new(self.file(case)?))),
            Effect::Act { case, seen, event, as_applicant } => self.act(case, seen, &event, as_applicant),
            Effect::FindPeople(words) => self.find_people(&words),
            Effect::SetPin { person, pin } => {
                // Only somebody of the office who has the person before them can do this.
                let at_the_counter =
                    matches!(self.model.who, Who::Staff { role: Role::StreetClerk | Role::CommunityWorker, .. });
                if !at_the_counter {
                    return Err(failed("store-other"));
                }
                self.store.set_secret(Acts::Person(person), &pin)?;
                Ok(Outcome::Done)
            }
            Effect::Import(path) => self.import(Path::new(&path), tell),
            Effect::Resumable => Ok(Outcome::Resumable(super::resume(&self.store)?)),
            Effect::Known(id_number) => {
                let found = self.store.find_persons(&id_number)?;
                let known = found.iter().find(|person| person.id_number.as_deref() == Some(id_number.as_str()));
                Ok(Outcome::Known { has_pin: known.is_some_and(|person| person.has_secret) })
            }
            Effect::KnownFacts => self.known_facts(),
            Effect::KeepFact { fact, value } => self.keep_fact(&fact, value.as_deref()),
            Effect::ForgetFacts => self.forget_facts(),
            Effect::Owed => Ok(Outcome::Owed(self.store.owed()?)),
            Effect::KeepOwed(new) => self.keep_owed(&new),
            Effect::ProposeRate(new) => self.propose_rate(&new),
            Effect::SignRate(number) => self.sign_rate(number),
            Effect::WithdrawRate(number) => self.withdraw_rate(number),
            Effect::Simulate(number) => self.simulate(number, tell),
            Effect::Take { what, format } => self.take(&what, format, tell),
        }
    }

    fn keep(&mut self, setting: Setting) -> Done {
        match setting {
            Setting::Lang(lang) => self.model.speak(lang),
            Setting::Verbosity(verbosity) => self.model.setup.verbosity = verbosity,
            Setting::Place(place) => self.model.setup.place = place,
            Setting::LetterEcho(echo) => self.model.setup.letter_echo = echo,
            Setting::ArrowEcho(echo) => self.model.setup.arrow_echo = echo,
            Setting::Lesson(lesson) => self.model.setup.lesson = lesson,
            // The front end changes at the next start.
            Setting::Front(_) => {}
        }
        // On a shared computer what one person chooses is theirs until they leave, and no more.
        let shared =
            self.model.setup.place == Place::Office && !matches!(setting, Setting::Place(_) | Setting::Front(_));
        if !shared {
            self.saved.set(setting);
            if let Some(folders) = &self.folders {
                self.saved.store(&folders.config).map_err(|_| failed("store-read-only"))?;
            }
        }
        Ok(Outcome::Done)
    }

    /// Who acts, on version `saw`: the member of staff, the resident, or whoever begins a draft.
    fn actor(&self, saw: u32, applicant: PersonId) -> Result<Actor, Outcome> {
        match (self.user, &self.model.who) {
            (Some(id), Who::Staff { role, .. }) => {
                let user = self.store.user(id)?;
                user.actor(*role, saw).ok_or_else(|| failed("store-other"))
            }
            (_, Who::Resident { person, .. }) => Ok(Actor::applicant(PersonId(*person), saw)),
            _ => Ok(Actor::applicant(applicant, saw)),
        }
    }

    fn begin_draft(&mut self, kind: Kind, person: Option<PersonId>, consent: Option<String>) -> Done {
        let now = self.clock.now();
        // On a person's own computer the person of the last application is there again.
        let known = match (person, self.model.setup.place) {
            (Some(person), _) => Some(person),
            (None, Place::Own) => self.own_person()?,
            (None, Place::Office) => None,
        };
        let applicant = match known {
            Some(person) => person,
            None => self.store.save_person(&NewPerson { name: NAMELESS.into(), ..NewPerson::default() })?,
        };
        let actor = self.actor(0, applicant)?;
        let case = self.store.create_draft(kind, applicant, &actor, now)?;
        if let Some(how) = consent {
            self.store.add_consent(&Consent {
                id: 0,
                person: applicant,
                case: Some(case),
                line: "filled-in-by-staff".into(),
                given_on: now.date(),
                given_by: Acts::Person(applicant),
                how,
                revoked_on: None,
            })?;
        }
        if known.is_some() {
            for (question, value) in self.store.person_answers(applicant)? {
                self.store.put_answer(case, &question, Some(&value), now.date())?;
            }
        }
        let answered = self.store.case_file(case)?.answers;
        for (question, value) in self.answers_from_facts() {
            if !answered.contains_key(question) {
                self.store.answer(case, question, Some(&value), None, now.date())?;
            }
        }
        self.store.set_setting(CURRENT, Some(&case.to_string()))?;
        self.draft(case, false)
    }

    /// On a person's own computer: the person the last application was for.
    fn own_person(&self) -> Result<Option<PersonId>, Outcome> {
        let last = self.store.setting("own-person")?;
        Ok(last.and_then(|id| id.parse().ok()).map(PersonId))
    }

    fn go_on(&mut self, case: CaseId) -> Done {
        self.store.set_setting(CURRENT, Some(&case.to_string()))?;
        self.draft(case, true)
    }

    fn draft(&self, case: CaseId, resumed: bool) -> Done {
        let file = self.store.case_file(case)?;
        if file.case.state != State::Draft {
            return Err(failed("draft-gone"));
        }
        let answers = Answers::from(file.answers);
        Ok(Outcome::Draft(Box::new(Draft { case, kind: file.case.kind, answers, at: file.question, resumed })))
    }

    fn attach(&mut self, case: CaseId, question: String, path: &str, tell: &mut Tell<'_>) -> Done {
        let path = Path::new(path);
        let metadata = std::fs::metadata(path).map_err(|_| failed("paper-not-found"))?;
        let mut work = Work::of("work-attach", tell);
        let given = self.store.copy_paper_telling(path, &mut |bytes| work.at(self, bytes, metadata.len()))?;
        let PaperGiven::File { original_name, .. } = &given else { return Err(failed("paper-not-readable")) };
        let name = original_name.clone();
        let paper = Paper { given, description: self.described(&name, metadata.len()), original_seen: false };
        self.store.put_paper(case, &question, &paper, self.clock.now().date())?;
        Ok(Outcome::Attached { question, described: self.described(&name, metadata.len()), name })
    }

    /// What a file is, in words, for somebody who cannot see it.
    fn described(&self, name: &str, bytes: u64) -> String {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let sort = match ending.as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "bmp" | "webp" | "heic" | "tif" | "tiff" => "file-picture",
            "pdf" => "file-pdf",
            "txt" | "md" => "file-text",
            "doc" | "docx" | "odt" | "wps" | "rtf" => "file-document",
            "mp3" | "wav" | "m4a" | "amr" | "ogg" => "file-sound",
            "mp4" | "mov" | "avi" | "mkv" => "file-video",
            _ => "file-other",
        };
        let text = self.model.text();
        let size = usize::try_from(bytes.div_ceil(1024)).unwrap_or(usize::MAX);
        text.with("file-described", &[("sort", &text.say(sort)), ("name", &name), ("size", &size)])
    }

    fn hand_in(&mut self, id: CaseId, pin: Option<&str>) -> Done {
        let now = self.clock.now();
        let file = self.store.case_file(id)?;
        let answers = Answers::from(file.answers);
        let known = Known::new(&answers, now.date(), &Shipped);
        let forms = [shipped::form("person"), shipped::form(file.case.kind.as_str())];
        let missing: Vec<String> =
            forms.into_iter().flat_map(|form| review(form, &known).problems).map(|problem| problem.field).collect();
        if !missing.is_empty() {
            return Err(failed("submit-incomplete"));
        }
        let person = self.settle_person(&answers, pin)?;
        if person != file.case.applicant {
            self.store.give_draft(id, person)?;
        }
        if self.model.setup.place == Place::Own {
            self.store.set_setting("own-person", Some(&person.to_string()))?;
            // It stays a draft here: only the office can take it in, and only there do clocks begin to run.
            let file = self.write_application(&file.case)?;
            return Ok(Outcome::Written { file });
        }
        let actor = self.applying(person, file.case.version)?;
        let device = device_facts(file.case.kind, &answers);
        let step = self.store.submit(id, Vec::new(), device, &actor, now, shipped::calendar())?;
        self.store.set_setting(CURRENT, None)?;
        let receipt = step.case.receipt.ok_or_else(|| failed("store-other"))?;
        self.handed_in = Some(id);
        let file = self.write_receipt(&step.case, receipt)?;
        let due = due(&step.case, shipped::calendar()).map(|due| due.date);
        Ok(Outcome::Submitted { receipt, file, due })
    }

    /// The person as the answers say, with the PIN chosen or given.
    fn settle_person(&mut self, answers: &Answers, pin: Option<&str>) -> Result<PersonId, Outcome> {
        let id_number = answers.get("person.id_number").unwrap_or_default().to_owned();
        let before = self.store.find_persons(&id_number)?;
        let before = before.into_iter().find(|person| person.id_number.as_deref() == Some(id_number.as_str()));
        let staff = matches!(self.model.who, Who::Staff { .. });
        let signed_in = matches!(self.model.who, Who::Resident { .. });
        // Who is signed in applies for themselves; another number would write over another person's record.
        if let Who::Resident { person, .. } = &self.model.who
            && before.as_ref().is_none_or(|known| known.id.0 != *person)
        {
            return Err(failed("submit-other-person"));
        }
        // Somebody known has to show that it is them before their record is touched.
        if let Some(known) = before.as_ref().filter(|known| known.has_secret && !staff && !signed_in)
            && self.model.setup.place == Place::Office
        {
            self.check_secret(Acts::Person(known.id), pin.unwrap_or_default())?;
        }
        let new = NewPerson {
            name: answers.get("person.name").unwrap_or(NAMELESS).to_owned(),
            id_number: Some(id_number),
            certificate: answers.get("person.certificate").filter(|it| *it != UNKNOWN).map(str::to_owned),
        };
        let person = self.store.save_person(&new)?;
        for (question, value) in answers.iter() {
            if PERSONAL.iter().any(|mine| question.starts_with(mine)) {
                self.store.put_person_answer(person, question, Some(value))?;
            }
        }
        if let Some(pin) = pin
            && before.is_none_or(|known| !known.has_secret)
        {
            self.store.set_secret(Acts::Person(person), pin)?;
        }
        Ok(person)
    }

    fn list(&mut self, listing: Listing, tell: &mut Tell<'_>) -> Done {
        // Whoever fills in for people at the counter finds what they or somebody at this computer left unfinished.
        let applies = matches!(self.model.who, Who::Staff { role: Role::StreetClerk, .. });
        let rows = match listing {
            Listing::Of(person) => self.store.cases_of(person)?,
            Listing::Open => {
                let of = |state: &State| state.is_open() && (*state != State::Draft || applies);
                self.store.queue(&State::ALL.iter().copied().filter(of).collect::<Vec<_>>())?
            }
            Listing::Waiting => {
                let states: Vec<State> = State::ALL.iter().copied().filter(|state| *state != State::Draft).collect();
                self.store.queue(&states)?
            }
        };
        let role = match &self.model.who {
            Who::Staff { role, .. } => Some(*role),
            _ => None,
        };
        let mut lines = Vec::new();
        let (mut work, count) = (Work::of("work-list", tell), rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            work.count(self, at, count);
            let file = self.store.case_file(row.id)?;
            let item = file.answers.get("device.item").filter(|code| !code.is_empty()).cloned();
            let mut row = row;
            if row.state == State::Draft
                && let Some(name) = file.answers.get("person.name")
            {
                row.name.clone_from(name);
            }
            let case = file.case;
            let waits = role.is_some_and(|role| next(&case).who.contains(&role));
            if listing != Listing::Waiting || waits {
                lines.push(self.line(row, &case, item));
            }
        }
        Ok(Outcome::Cases(lines))
    }

    fn line(&self, row: CaseRow, case: &crate::domain::case::Case, item: Option<String>) -> CaseLine {
        let today = self.clock.now().date();
        CaseLine {
            case: row.id,
            kind: row.kind,
            item,
            state: row.state,
            receipt: row.receipt,
            name: row.name,
            submitted_on: row.submitted_on,
            due_on: due(case, shipped::calendar()).map(|due| due.date),
            late: clock::is_late(case, today, shipped::calendar()),
        }
    }

    pub(super) fn file(&self, id: CaseId) -> Result<CaseFile, Outcome> {
        let today = self.clock.now().date();
        let file = self.store.case_file(id)?;
        let case = file.case;
        let role = match &self.model.who {
            Who::Staff { role, .. } => *role,
            _ => Role::Applicant,
        };
        let may = match self.actor(case.version, case.applicant) {
            Ok(actor) => open_to(&case, &actor, today),
            Err(_) => Vec::new(),
        };
        let mut names = Vec::new();
        for who in case.history.iter().map(|entry| entry.who) {
            let name = match who {
                Acts::Person(id) => self.store.person(id).map(|person| person.name).ok(),
                Acts::User(UserId(id)) => self.store.user(UserId(id)).map(|user| user.name).ok(),
                Acts::Timer => None,
            };
            if let Some(name) = name.filter(|_| !names.iter().any(|(known, _)| *known == who)) {
                names.push((who, name));
            }
        }
        let answers = if role.sees_sensitive() { Answers::from(file.answers) } else { Answers::new() };
        let due = due(&case, shipped::calendar()).map(|due| (due.date, due.provisional));
        let late = clock::is_late(&case, today, shipped::calendar());
        let name = self.store.person(case.applicant)?.name;
        Ok(CaseFile { case, answers, name, due, late, may, names })
    }

    fn act(&mut self, id: CaseId, seen: u32, event: &Event, as_applicant: bool) -> Done {
        let now = self.clock.now();
        let applicant = self.store.case_file(id)?.case.applicant;
        let actor = match &self.model.who {
            Who::Staff { .. } if as_applicant => self.applying(applicant, seen)?,
            _ => self.actor(seen, applicant)?,
        };
        self.store.apply(id, event, &actor, now, shipped::calendar())?;
        Ok(Outcome::Case(Box::new(self.file(id)?)))
    }

    fn find_people(&self, words: &str) -> Done {
        let people = self.store.find_persons(words)?;
        let lines = people
            .into_iter()
            .filter(|person| person.name != NAMELESS)
            .map(|person| PersonLine {
                person: person.id,
                name: person.name,
                masked_id: person.id_number.map(|number| masked(&number)).unwrap_or_default(),
            })
            .collect();
        Ok(Outcome::People(lines))
    }

    pub(super) fn home_again(&mut self, who: Who) {
        self.model.begin(who, Box::new(Home::new(None)));
    }
}

/// All of a number but its end hidden, as it is read in a list.
fn masked(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    chars[chars.len().saturating_sub(4)..].iter().collect()
}

/// What the catalogue says of the device applied for.
pub(super) fn device_facts(kind: Kind, answers: &Answers) -> Option<DeviceFacts> {
    if kind != Kind::Device {
        return None;
    }
    let device = shipped::device(answers.get("device.item")?)?;
    Some(DeviceFacts {
        assessment: match device.assessment {
            Assessment::None => crate::domain::case::event::Assessment::None,
            Assessment::Basic => crate::domain::case::event::Assessment::Basic,
            Assessment::Centre => crate::domain::case::event::Assessment::Centre,
        },
        life_months: u32::from(device.life.months),
        supply: match answers.get("device.supply") {
            Some("free") => Supply::Free,
            Some("loan") => Supply::Loan,
            Some("rental") => Supply::Rental,
            Some("modify") => Supply::Modification,
            Some("repair") => Supply::Repair,
            Some("replace") => Supply::Replacement,
            // Where the person leaves it open, the usual way: they buy, a subsidy is paid.
            _ => Supply::Purchase,
        },
    })
}
