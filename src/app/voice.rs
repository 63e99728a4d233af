//! How the program's own voice is set, and what reaches the program from whatever makes it sound.

use serde::{Deserialize, Serialize};

/// Where the voice is heard, which decides what others in the room would hear of private values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Listening {
    /// By the person alone.
    Headphones,
    /// By everybody in the room.
    Loudspeaker,
}

/// The settings of the program's own voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// Levels faster than usual; negative ones are slower. From [`SLOWEST`] to [`FASTEST`].
    pub rate: i8,
    /// Levels higher than usual, over the same range.
    pub pitch: i8,
    /// Per cent, in tens.
    pub volume: u8,
    /// The voice chosen by name; the best one found otherwise.
    pub name: Option<String>,
    /// Where it is heard; not asked yet when `None`.
    pub listening: Option<Listening>,
    /// 1 is said 幺 in numbers that are read digit by digit.
    pub yao: bool,
}

/// The lowest level of rate and pitch.
pub const SLOWEST: i8 = -10;
/// The highest level of rate and pitch.
pub const FASTEST: i8 = 10;
/// So quiet that it can just be heard; a voice that cannot be heard at all could not be found again.
pub const QUIETEST: u8 = 10;
/// As loud as the computer is set.
pub const LOUDEST: u8 = 100;

impl Default for Voice {
    fn default() -> Self {
        Self { rate: 0, pitch: 0, volume: LOUDEST, name: None, listening: None, yao: true }
    }
}

/// One change of the voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Switch it on or off.
    On(bool),
    /// So many levels faster; back to usual when `None`.
    Rate(Option<i8>),
    /// So many levels higher; back to usual when `None`.
    Pitch(Option<i8>),
    /// So many tens of a per cent louder; back to usual when `None`.
    Volume(Option<i8>),
    /// Another voice; the best one found when `None`.
    Name(Option<String>),
    /// Where it is heard.
    Listening(Listening),
    /// How 1 is said in codes.
    Yao(bool),
}

impl Voice {
    /// Takes a change over; false when the voice is at its end already and stays as it is.
    pub fn change(&mut self, change: &Change) -> bool {
        let before = self.clone();
        let level = |now: i8, by: Option<i8>| by.map_or(0, |by| (now + by).clamp(SLOWEST, FASTEST));
        match change {
            Change::On(_) => return true,
            Change::Rate(by) => self.rate = level(self.rate, *by),
            Change::Pitch(by) => self.pitch = level(self.pitch, *by),
            Change::Volume(None) => self.volume = LOUDEST,
            Change::Volume(Some(by)) => {
                let volume = i16::from(self.volume) + i16::from(*by) * 10;
                let most = i16::from(LOUDEST);
                self.volume = u8::try_from(volume.clamp(i16::from(QUIETEST), most)).unwrap_or(LOUDEST);
            }
            Change::Name(name) => self.name.clone_from(name),
            Change::Listening(listening) => self.listening = Some(*listening),
            Change::Yao(yao) => self.yao = *yao,
        }
        let steps = matches!(change, Change::Rate(Some(_)) | Change::Pitch(Some(_)) | Change::Volume(Some(_)));
        !steps || *self != before
    }

    /// Private values are masked: whenever it is not known that the person alone listens.
    pub fn masks(&self) -> bool {
        self.listening != Some(Listening::Headphones)
    }
}

/// Why nothing is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// There is nothing here that could speak.
    Missing,
    /// The address it should be at cannot be understood.
    Address,
    /// It does not answer.
    Frozen,
    /// It takes words and makes no sound.
    NoSound,
    /// It went away and does not come back.
    Lost,
    /// It refuses to speak.
    Refused,
    /// It has no voice for this language.
    NoVoice,
}

impl Trouble {
    /// The message that says what, why and what to do.
    pub fn id(self) -> &'static str {
        match self {
            Self::Missing => "voice-trouble-missing",
            Self::Address => "voice-trouble-address",
            Self::Frozen => "voice-trouble-frozen",
            Self::NoSound => "voice-trouble-no-sound",
            Self::Lost => "voice-trouble-lost",
            Self::Refused => "voice-trouble-refused",
            Self::NoVoice => "voice-trouble-no-voice",
        }
    }
}

/// What comes from whatever speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The names of the voices found for the language.
    Voices(Vec<String>),
    /// Nothing is heard.
    Trouble(Trouble),
    /// It is heard again.
    Well,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stop_at_their_ends_and_say_so() {
        let mut voice = Voice::default();
        for _ in 0..10 {
            assert!(voice.change(&Change::Rate(Some(1))));
        }
        assert!(!voice.change(&Change::Rate(Some(1))));
        assert!(voice.change(&Change::Rate(None)) && voice.rate == 0);
        assert!(!voice.change(&Change::Volume(Some(1))));
        for _ in 0..9 {
            assert!(voice.change(&Change::Volume(Some(-1))));
        }
        assert!(!voice.change(&Change::Volume(Some(-1))) && voice.volume == QUIETEST);
    }

    #[test]
    fn what_nobody_asked_about_is_masked() {
        let mut voice = Voice::default();
        assert!(voice.masks());
        voice.change(&Change::Listening(Listening::Headphones));
        assert!(!voice.masks());
        voice.change(&Change::Listening(Listening::Loudspeaker));
        assert!(voice.masks());
    }
}
