//! What can be wrong with an answer: data with stable names, the words for which are in `locales/*/faults.ftl`.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::person::{CertificateFault, IdFault, NameFault, PIN_DIGITS, PhoneFault, PinFault};

/// What is wrong with an answer.
///
/// `Display` gives the name of the fault, not words: [`Fault::id`] is the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was answered where something must be.
    #[error("required")]
    Required,
    /// Of a name.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// Of an identity number.
    #[error(transparent)]
    Id(#[from] IdFault),
    /// Of a certificate number.
    #[error(transparent)]
    Certificate(#[from] CertificateFault),
    /// Of a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneFault),
    /// Of a new PIN.
    #[error(transparent)]
    Pin(#[from] PinFault),
    /// The certificate was issued to somebody else than the person.
    #[error("certificate-other")]
    OtherHolder,
    /// Guardian or helper and person have the same identity number.
    #[error("same-person")]
    SamePerson,
    /// Too few characters.
    #[error("too-short")]
    TooShort {
        /// The fewest allowed.
        min: usize,
        /// Those typed.
        got: usize,
    },
    /// Too many characters.
    #[error("too-long")]
    TooLong {
        /// The most allowed.
        max: usize,
        /// Those typed.
        got: usize,
    },
    /// Characters that are braille cells, as a braille table left on types them; no voice reads them as words.
    #[error("braille-cells")]
    BrailleCells,
    /// Not a date at all.
    #[error("not-a-date")]
    NotADate,
    /// A day that is in no calendar, or outside 1900 to 2199.
    #[error("no-such-date")]
    NoSuchDate,
    /// After today, where that cannot be.
    #[error("date-ahead")]
    DateAhead {
        /// Today.
        today: NaiveDate,
    },
    /// Before today, where that cannot be.
    #[error("date-past")]
    DatePast {
        /// Today.
        today: NaiveDate,
    },
    /// Before the date it must follow.
    #[error("date-order")]
    DateOrder {
        /// The earlier date.
        from: NaiveDate,
    },
    /// Not a number at all.
    #[error("not-a-number")]
    NotANumber,
    /// A fraction where whole ones are counted.
    #[error("not-whole")]
    NotWhole,
    /// More decimal places than are kept.
    #[error("decimal-places")]
    Places {
        /// The most kept.
        max: u32,
    },
    /// Smaller than it can be.
    #[error("too-small")]
    TooSmall {
        /// The smallest.
        min: Decimal,
    },
    /// Larger than it can be.
    #[error("too-large")]
    TooLarge {
        /// The largest.
        max: Decimal,
    },
    /// None of the answers to choose from.
    #[error("not-a-choice")]
    NotAChoice,
    /// Several answers where one is wanted.
    #[error("only-one")]
    OnlyOne,
    /// "I do not know", where something must be answered.
    #[error("must-be-known")]
    MustBeKnown,
    /// No subdistrict of the district.
    #[error("no-such-subdistrict")]
    NoSuchSubdistrict,
    /// No community of the district.
    #[error("no-such-community")]
    NoSuchCommunity,
    /// A community of another subdistrict.
    #[error("other-subdistrict")]
    OtherSubdistrict,
    /// Several subdistricts have a community of that name.
    #[error("subdistrict-first")]
    SubdistrictFirst,
    /// Nothing in the catalogue.
    #[error("no-such-item")]
    NoSuchItem,
    /// A file to attach without a name.
    #[error("paper-file")]
    PaperFile,
    /// A paper that cannot be given, without the reason.
    #[error("paper-reason")]
    PaperReason,
    /// A consent without which the application cannot be handed in.
    #[error("consent-needed")]
    ConsentNeeded,
}

/// A value that the words of a fault need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A count or a limit.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

impl Fault {
    /// The stable name: `fault-` and this is the id of its words.
    pub fn id(&self) -> String {
        self.to_string()
    }

    /// The values its words can name.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::TooShort { min, got } | Self::Name(NameFault::Short { min, got }) => {
                vec![("min", (*min).into()), ("got", (*got).into())]
            }
            Self::TooLong { max, got } | Self::Name(NameFault::Long { max, got }) => {
                vec![("max", (*max).into()), ("got", (*got).into())]
            }
            Self::Name(NameFault::Character { position })
            | Self::Id(IdFault::NotDigits { position })
            | Self::Phone(PhoneFault::Character { position }) => vec![("position", (*position).into())],
            Self::Id(IdFault::Length { got })
            | Self::Certificate(CertificateFault::Length { got })
            | Self::Phone(PhoneFault::MobileLength { got } | PhoneFault::LandlineLength { got }) => {
                vec![("got", (*got).into())]
            }
            Self::Pin(PinFault::Length { wanted, got }) => vec![("wanted", (*wanted).into()), ("got", (*got).into())],
            Self::Id(IdFault::TooOld { years }) => vec![("years", Arg::Number((*years).into()))],
            Self::DateAhead { today } | Self::DatePast { today } => vec![("today", Arg::Date(*today))],
            Self::DateOrder { from } => vec![("from", Arg::Date(*from))],
            Self::Places { max } => vec![("max", Arg::Number((*max).into()))],
            Self::TooSmall { min } => vec![("min", Arg::Number(*min))],
            Self::TooLarge { max } => vec![("max", Arg::Number(*max))],
            _ => Vec::new(),
        }
    }

    /// One of each fault, so that words and front ends can be tried with all of them.
    pub fn samples() -> Vec<Self> {
        let day = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day");
        vec![
            Self::Required,
            NameFault::Short { min: 2, got: 1 }.into(),
            NameFault::Long { max: 50, got: 51 }.into(),
            NameFault::Character { position: 12 }.into(),
            NameFault::Mixed.into(),
            IdFault::Length { got: 17 }.into(),
            IdFault::OldFifteen.into(),
            IdFault::NotDigits { position: 17 }.into(),
            IdFault::NoSuchDate.into(),
            IdFault::Future.into(),
            IdFault::TooOld { years: 146 }.into(),
            IdFault::CheckDigit.into(),
            CertificateFault::Length { got: 19 }.into(),
            CertificateFault::Holder(IdFault::CheckDigit).into(),
            CertificateFault::Category.into(),
            CertificateFault::Grade.into(),
            CertificateFault::Reissue.into(),
            PhoneFault::Character { position: 11 }.into(),
            PhoneFault::MobileLength { got: 10 }.into(),
            PhoneFault::LandlineLength { got: 7 }.into(),
            PhoneFault::Beginning.into(),
            PinFault::NotDigits.into(),
            PinFault::Length { wanted: PIN_DIGITS, got: 5 }.into(),
            PinFault::Simple.into(),
            PinFault::Known.into(),
            Self::OtherHolder,
            Self::SamePerson,
            Self::TooShort { min: 2, got: 1 },
            Self::TooLong { max: 300, got: 412 },
            Self::BrailleCells,
            Self::NotADate,
            Self::NoSuchDate,
            Self::DateAhead { today: day },
            Self::DatePast { today: day },
            Self::DateOrder { from: day },
            Self::NotANumber,
            Self::NotWhole,
            Self::Places { max: 2 },
            Self::TooSmall { min: Decimal::from(-10) },
            Self::TooLarge { max: Decimal::from(230) },
            Self::NotAChoice,
            Self::OnlyOne,
            Self::MustBeKnown,
            Self::NoSuchSubdistrict,
            Self::NoSuchCommunity,
            Self::OtherSubdistrict,
            Self::SubdistrictFirst,
            Self::NoSuchItem,
            Self::PaperFile,
            Self::PaperReason,
            Self::ConsentNeeded,
        ]
    }
}

/// A fault and the question it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {fault}")]
pub struct Problem {
    /// Id of the question.
    pub field: String,
    /// What is wrong with its answer.
    #[source]
    pub fault: Fault,
}

/// Something worth saying that stops nobody. Its words are `warning-` and the id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A date, such as the end of a lease, comes sooner than it should.
    #[error("ends-soon")]
    EndsSoon {
        /// Id of the question.
        field: String,
        /// The date answered.
        date: NaiveDate,
        /// How many months away it should be at least.
        months: u8,
    },
}

impl Warning {
    /// Id of the question it belongs to.
    pub fn field(&self) -> &str {
        match self {
            Self::EndsSoon { field, .. } => field,
        }
    }

    /// The stable name.
    pub fn id(&self) -> String {
        self.to_string()
    }

    /// The values its words can name.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::EndsSoon { date, months, .. } => {
                vec![("date", Arg::Date(*date)), ("months", Arg::Number((*months).into()))]
            }
        }
    }
}
