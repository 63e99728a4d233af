//! Which of the voices there are is used for which language.

use crate::text::Lang;

use super::wire::Reply;

/// A voice as the daemon names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundVoice {
    /// The part of the daemon that has it.
    pub module: String,
    /// Its name.
    pub name: String,
    /// Its language, as BCP 47 writes it.
    pub language: String,
}

impl FoundVoice {
    fn speaks(&self, lang: Lang) -> bool {
        let language = self.language.to_lowercase();
        let is = |tag: &str| language == tag || language.starts_with(&format!("{tag}-"));
        match lang {
            // Cantonese and Hakka have tags of their own; Chinese as such means Mandarin, but for these regions.
            Lang::Zh => (is("zh") && !is("zh-hk") && !is("zh-yue")) || is("cmn"),
            Lang::En => is("en"),
        }
    }

    /// It reads each character by its first reading.
    pub fn reads_by_character(&self) -> bool {
        self.module.starts_with("espeak")
    }

    /// Less is better. Of the voices measured, this engine's plain Chinese one is broken and the one that takes Latin
    /// letters for pinyin reads characters right; any other engine's is better than both.
    fn rank(&self, lang: Lang) -> u8 {
        let (name, language) = (self.name.to_lowercase(), self.language.to_lowercase());
        let good = match lang {
            Lang::Zh => language.ends_with("pinyin") || name.contains("latin as pinyin"),
            Lang::En => matches!(language.as_str(), "en-us" | "en" | "en-gb"),
        };
        match (self.reads_by_character(), good) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        }
    }
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The parts of the daemon, in its order.
    pub modules: Vec<String>,
    /// Their voices.
    pub voices: Vec<FoundVoice>,
}

impl Found {
    /// Takes over the answer to the question for the voices of `module`.
    pub fn add(&mut self, module: &str, reply: &Reply) {
        let voices = reply.lines.iter().filter_map(|line| {
            let mut fields = line.split('\t');
            let (name, language) = (fields.next()?, fields.next()?);
            // Hundreds of variants of each voice, all of the same quality, are no choice for anybody.
            let variant = fields.next().unwrap_or("none");
            (!name.is_empty() && variant.eq_ignore_ascii_case("none")).then(|| FoundVoice {
                module: module.to_owned(),
                name: name.to_owned(),
                language: language.to_owned(),
            })
        });
        self.voices.extend(voices);
    }

    /// The voices for a language, the best first.
    pub fn of(&self, lang: Lang) -> Vec<&FoundVoice> {
        let mut voices: Vec<&FoundVoice> = self.voices.iter().filter(|voice| voice.speaks(lang)).collect();
        voices.sort_by_key(|voice| voice.rank(lang));
        voices
    }

    /// The voice for a language: the chosen one where it speaks it, else the best.
    pub fn pick(&self, lang: Lang, chosen: Option<&str>) -> Option<&FoundVoice> {
        let voices = self.of(lang);
        voices.iter().find(|voice| chosen == Some(voice.name.as_str())).or(voices.first()).copied()
    }
}

/// What speaks at an address, and with which voices.
#[cfg(unix)]
pub fn look(address: &super::Address) -> Result<Found, crate::app::voice::Trouble> {
    super::ssip::look(address)
}

/// What speaks at an address, and with which voices.
#[cfg(not(unix))]
pub fn look(_address: &super::Address) -> Result<Found, crate::app::voice::Trouble> {
    Err(crate::app::voice::Trouble::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[(&str, &str)]) -> Found {
        let mut found = Found::default();
        for (module, line) in lines {
            found.add(module, &Reply { code: 249, lines: vec![(*line).to_owned()] });
        }
        found
    }

    #[test]
    fn chosen_then_another_engine_then_pinyin_then_any() {
        let plain = ("espeak-ng", "Chinese (Mandarin, latin as English)\tcmn\tnone");
        let pinyin = ("espeak-ng", "Chinese (Mandarin, latin as Pinyin)\tcmn-LATN-PINYIN\tnone");
        let other = ("mimic", "xiaoyan\tzh-CN\tnone");
        let name = |lines: &[(&str, &str)], chosen| found(lines).pick(Lang::Zh, chosen).map(|voice| voice.name.clone());
        assert_eq!(name(&[plain], None).as_deref(), Some("Chinese (Mandarin, latin as English)"));
        assert_eq!(name(&[plain, pinyin], None).as_deref(), Some("Chinese (Mandarin, latin as Pinyin)"));
        assert_eq!(name(&[plain, pinyin, other], None).as_deref(), Some("xiaoyan"));
        let chosen = Some("Chinese (Mandarin, latin as English)");
        assert_eq!(name(&[plain, pinyin, other], chosen).as_deref(), chosen);
        assert_eq!(name(&[("espeak-ng", "Chinese (Cantonese)\tyue\tnone")], None), None);
        assert_eq!(name(&[("espeak-ng", "Hakka Chinese\thak\tnone")], None), None);
    }

    #[test]
    fn variants_are_left_out() {
        let voice = ("espeak-ng", "English (America)+Adam\ten-US\tAdam");
        assert_eq!(found(&[voice]).pick(Lang::En, None), None);
    }
}
