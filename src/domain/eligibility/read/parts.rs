//! What stands inside a value: the values of a set, amounts, and the parts of an object in place of a plain value.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::eligibility::facts::read_yuan;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{FactReader, ReadFault, Value, day, known_value, numerals};

/// What a visitor takes for no value of its fact.
macro_rules! refuse {
    ($visit:ident($value:ty) $($rest:tt)*) => {
        fn $visit<E: Error>(self, value: $value) -> Result<Self::Value, E> {
            Err(self.wrong(&value))
        }
        refuse!($($rest)*);
    };
    (unit $($rest:tt)*) => {
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Err(self.wrong(&"null"))
        }
        refuse!($($rest)*);
    };
    (list $($rest:tt)*) => {
        fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err(self.wrong(&"[]"))
        }
        refuse!($($rest)*);
    };
    (object) => {
        fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err(self.wrong(&"{}"))
        }
    };
    () => {};
}

/// A value of a set: its place.
pub(super) struct Element<'r, 'f> {
    pub(super) reader: &'r mut FactReader<'f>,
    pub(super) slot: usize,
}

impl Element<'_, '_> {
    fn wrong<E: Error>(self, value: &impl ToString) -> E {
        Value { reader: self.reader, slot: self.slot, inside: true }.wrong(value)
    }
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = u8;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<u8, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Element<'_, '_> {
    type Value = u8;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a set")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u8, E> {
        known_value(&self.reader.facts[self.slot], text).map_err(|fault| self.reader.stop(fault))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u8, E> {
        if numerals(self.reader.facts[self.slot].shape.answers()) {
            return self.visit_str(&number.to_string());
        }
        Err(self.wrong(&number))
    }

    refuse!(visit_i64(i64) visit_f64(f64) visit_bool(bool) unit list object);
}

/// An amount in yuan.
pub(super) struct Yuan<'r, 'f> {
    pub(super) reader: &'r mut FactReader<'f>,
    pub(super) slot: usize,
}

impl Yuan<'_, '_> {
    fn wrong<E: Error>(self, value: &impl ToString) -> E {
        Value { reader: self.reader, slot: self.slot, inside: true }.wrong(value)
    }
}

impl<'de> DeserializeSeed<'de> for Yuan<'_, '_> {
    type Value = Decimal;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Decimal, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Yuan<'_, '_> {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount in quotes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        read_yuan(text).ok_or_else(|| self.wrong(&text))
    }

    refuse!(visit_u64(u64) visit_i64(i64) visit_f64(f64) visit_bool(bool) unit list object);
}

/// A key of an object in place of a value.
pub(super) struct Inner<'r, 'f> {
    pub(super) reader: &'r mut FactReader<'f>,
    pub(super) slot: usize,
}

impl<'de> DeserializeSeed<'de> for Inner<'_, '_> {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<&'static str, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Inner<'_, '_> {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("value, from, to or source")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<&'static str, E> {
        let known = ["value", "from", "to", "source"].into_iter().find(|known| *known == key);
        known.ok_or_else(|| {
            let fault = ReadFault::UnknownKey { fact: self.reader.id(self.slot), key: key.to_owned() };
            self.reader.stop(fault)
        })
    }
}

/// A first or last day, or a source.
pub(super) struct Words<'r, 'f> {
    pub(super) reader: &'r mut FactReader<'f>,
    pub(super) slot: usize,
    pub(super) key: &'static str,
    pub(super) day: bool,
}

impl Words<'_, '_> {
    fn wrong<E: Error>(self, _: &impl ToString) -> E {
        let fault = ReadFault::WrongKey { fact: self.reader.id(self.slot), key: self.key };
        self.reader.stop(fault)
    }
}

impl<'de> DeserializeSeed<'de> for Words<'_, '_> {
    type Value = Option<NaiveDate>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_, '_> {
    type Value = Option<NaiveDate>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match (self.day, day(text)) {
            (false, _) => Ok(None),
            (true, Some(day)) => Ok(Some(day)),
            (true, None) => Err(self.wrong(&text)),
        }
    }

    refuse!(visit_u64(u64) visit_i64(i64) visit_f64(f64) visit_bool(bool) unit list object);
}
