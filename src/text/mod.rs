//! Words, in Chinese and English: the only place where a tree or a value becomes language.

mod amounts;
mod owed;
mod values;
mod words;
mod wrap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use crate::domain::data::Lang;
pub use owed::progress_id;
pub use values::{date, grouped, money};
pub use words::{Verbosity, row_words, short_fault, words};
pub use wrap::{columns, lines};

const ZH: &[&str] = &[
    include_str!("../../assets/locales/zh-CN/parts.ftl"),
    include_str!("../../assets/locales/zh-CN/commands.ftl"),
    include_str!("../../assets/locales/zh-CN/screens.ftl"),
    include_str!("../../assets/locales/zh-CN/forms.ftl"),
    include_str!("../../assets/locales/zh-CN/cases.ftl"),
    include_str!("../../assets/locales/zh-CN/faults.ftl"),
    include_str!("../../assets/locales/zh-CN/amounts.ftl"),
    include_str!("../../assets/locales/zh-CN/policy.ftl"),
    include_str!("../../assets/locales/zh-CN/document.ftl"),
    include_str!("../../assets/locales/zh-CN/cli.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../assets/locales/en/parts.ftl"),
    include_str!("../../assets/locales/en/commands.ftl"),
    include_str!("../../assets/locales/en/screens.ftl"),
    include_str!("../../assets/locales/en/forms.ftl"),
    include_str!("../../assets/locales/en/cases.ftl"),
    include_str!("../../assets/locales/en/faults.ftl"),
    include_str!("../../assets/locales/en/amounts.ftl"),
    include_str!("../../assets/locales/en/policy.ftl"),
    include_str!("../../assets/locales/en/document.ftl"),
    include_str!("../../assets/locales/en/cli.ftl"),
];

/// All messages of one language.
pub struct Text {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Text {
    /// The messages in `lang`.
    pub fn new(lang: Lang) -> Self {
        let (id, files) = match lang {
            Lang::Zh => ("zh-CN", ZH),
            Lang::En => ("en", EN),
        };
        let id: LanguageIdentifier = id.parse().expect("both tags are well formed");
        let mut bundle = FluentBundle::new(vec![id]);
        // Isolation marks are invisible on a screen, but a braille line shows them as cells.
        bundle.set_use_isolating(false);
        for file in files {
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
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
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.fluent());
        }
        let mut errors = Vec::new();
        let words = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
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
