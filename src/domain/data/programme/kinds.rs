//! What entries of the catalogue are told apart by: sort, subject, who asks, who owes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::Words;

/// What sort of entry a programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something one applies for.
    Benefit,
    /// A service or status one asks for, in kind.
    Service,
    /// Something to know.
    Information,
    /// A duty of an authority.
    Duty,
    /// A target or deadline.
    Target,
    /// About the document or the fund.
    Document,
    /// A use of the employment security fund.
    Fund,
}

impl Kind {
    /// Every kind with its id, in the order in which they are counted.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Benefit, "benefit"),
        (Self::Service, "service"),
        (Self::Information, "information"),
        (Self::Duty, "duty"),
        (Self::Target, "target"),
        (Self::Document, "document"),
        (Self::Fund, "fund"),
    ];

    /// Its id, as files write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, id)| id)
    }

    /// Whether one applies or asks for it.
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::Benefit | Self::Service)
    }

    /// Whether somebody has to do it.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Duty | Self::Target)
    }
}

/// What a programme is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Medical care and medicines.
    Medical,
    /// Rehabilitation and assistive devices.
    Rehab,
    /// Employment and vocational training.
    Work,
    /// Living security.
    Living,
    /// Education.
    Study,
    /// Culture and sport.
    Culture,
    /// Care.
    Care,
    /// Accessibility and information.
    Access,
    /// Help and company from society.
    Support,
    /// The whole policy.
    General,
}

impl Applicant {
    /// Its id, as files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Student => "student",
            Self::Employer => "employer",
            Self::Institution => "institution",
            Self::Professional => "professional",
            Self::Public => "public",
            Self::Authority => "authority",
        }
    }
}

impl Subject {
    /// Every subject with its id, in the order in which they are browsed.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Medical, "medical"),
        (Self::Rehab, "rehab"),
        (Self::Work, "work"),
        (Self::Living, "living"),
        (Self::Study, "study"),
        (Self::Culture, "culture"),
        (Self::Care, "care"),
        (Self::Access, "access"),
        (Self::Support, "support"),
        (Self::General, "general"),
    ];

    /// Its id, as files write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(subject, _)| *subject == self).map_or("", |(_, id)| id)
    }

    /// The subject with this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == id).map(|(subject, _)| *subject)
    }
}

/// Who asks for a programme or who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicant {
    /// A disabled person.
    Person,
    /// A disabled person's family.
    Family,
    /// A student.
    Student,
    /// An employer.
    Employer,
    /// An institution that serves disabled people.
    Institution,
    /// Somebody who works with disabled people.
    Professional,
    /// Everybody.
    Public,
    /// An authority.
    Authority,
}

/// What a booking to a use of the fund rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FundBasis {
    /// The text says so.
    Stated,
    /// The use names the same thing.
    Wording,
    /// Our reading.
    Inferred,
}

/// Who has to do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Whether the text names them.
    pub basis: OwnerBasis,
    /// Chinese, without a stop.
    pub zh: String,
    /// English, without a stop.
    pub en: String,
}

/// Whether the text says who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnerBasis {
    /// It names them.
    Stated,
    /// Our reading.
    Inferred,
    /// It does not say.
    Open,
}

/// A deadline in the words of the text, and as a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The words, without a stop.
    pub words: Words,
    /// The day; our reading where the text has only words.
    pub by: NaiveDate,
}
