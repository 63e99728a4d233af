//! Words, in Chinese and English: the only place where a tree or a value becomes language.

mod aloud;
mod amounts;
mod entries;
pub mod handout;
mod owed;
pub mod spoken;
mod values;
mod words;
mod wrap;

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use crate::domain::data::Lang;
pub use aloud::{Aloud, aloud};
pub use entries::undefined;
pub use owed::progress_id;
pub use values::{date, grouped, money};
pub use words::{Verbosity, row_words, short_fault, words, words_as_shown};
pub use wrap::{columns, lines};

/// The messages of one language as the build has put them together, and where each begins, sorted by name: four bytes
/// each, the lowest first.
struct Shipped {
    text: &'static str,
    starts: &'static [u8],
}

macro_rules! shipped {
    ($lang:literal) => {
        Shipped {
            text: include_str!(concat!(env!("OUT_DIR"), "/", $lang, ".ftl")),
            starts: include_bytes!(concat!(env!("OUT_DIR"), "/", $lang, ".starts")),
        }
    };
}

const ZH: Shipped = shipped!("zh-CN");
const EN: Shipped = shipped!("en");

impl Shipped {
    /// The message called `id`, from its name to the line before the next one.
    fn message(&self, id: &str) -> Option<&'static str> {
        let start = |place: usize| {
            let bytes = self.starts.get(place * 4..place * 4 + 4)?;
            usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        let name = |at: usize| self.text.get(at..).and_then(|text| text.split(' ').next()).unwrap_or("");
        let (mut low, mut high) = (0, self.starts.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            let at = start(middle)?;
            match name(at).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let text = self.text.get(at..)?;
                    let end = text.find("\n\n").unwrap_or(text.len());
                    return text.get(..end);
                }
            }
        }
        None
    }
}

/// All messages of one language. Each is understood when it is first said: a page needs some forty of two thousand.
pub struct Text {
    lang: Lang,
    shipped: Shipped,
    said: RefCell<FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Text {
    /// The messages in `lang`.
    pub fn new(lang: Lang) -> Self {
        let (id, shipped) = match lang {
            Lang::Zh => ("zh-CN", ZH),
            Lang::En => ("en", EN),
        };
        let id: LanguageIdentifier = id.parse().expect("both tags are well formed");
        let mut said = FluentBundle::new(vec![id]);
        // Isolation marks are invisible on a screen, but a braille line shows them as cells.
        said.set_use_isolating(false);
        Self { lang, shipped, said: RefCell::new(said) }
    }

    /// The language of these messages.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `id`.
    pub fn say(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `id` with its arguments filled in. `id` may name an attribute: `message.attribute`.
    pub fn with(&self, id: &str, arguments: &[(&str, &dyn Argument)]) -> String {
        self.find(id, arguments).unwrap_or_else(|| {
            debug_assert!(false, "no message {id}");
            id.to_owned()
        })
    }

    /// The message `id` if there is one.
    pub fn find(&self, id: &str, arguments: &[(&str, &dyn Argument)]) -> Option<String> {
        let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
        if !self.said.borrow().has_message(message) {
            let resource = match FluentResource::try_new(self.shipped.message(message)?.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            self.said.borrow_mut().add_resource_overriding(resource);
        }
        let said = self.said.borrow();
        let message = said.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.fluent());
        }
        let mut errors = Vec::new();
        let words = said.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Some(words)
    }
}

/// What can fill a place in a message.
pub trait Argument {
    /// The value as Fluent takes it.
    fn fluent(&self) -> FluentValue<'_>;
}

impl Argument for String {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl Argument for &str {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Argument for usize {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
