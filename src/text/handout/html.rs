//! Large print: a page for a browser with real headings, its language, and no more.
//!
//! It holds its style and asks for nothing else, so that it can be sent, kept and printed. The reader's own preference
//! decides whether it is dark on light or light on dark.

use std::fmt::Write as _;

use super::{Handout, Part, runs};
use crate::text::Lang;

/// Black and white are the strongest contrast there is; a line length that still fits when a page is enlarged four times.
const STYLE: &str = "\
:root { color-scheme: light dark; }
body { margin: 1em auto; padding: 0 1em; max-width: 28em; font: 1.75rem/1.6 sans-serif;
  color: #000000; background: #ffffff; overflow-wrap: break-word; }
h1 { font-size: 1.5em; line-height: 1.3; }
h2 { font-size: 1.2em; line-height: 1.3; margin-top: 1.6em; break-after: avoid; }
p { margin: 0.6em 0; }
@media (prefers-color-scheme: dark) { body { color: #ffffff; background: #000000; } }
@media print { body { color: #000000; background: #ffffff; font-size: 20pt; max-width: none; } }
";

/// The handout as a page for a browser.
pub fn html(page: &Handout) -> String {
    let lang = tag(page.lang);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
        escaped(&page.title),
        marked(&page.title, page.lang)
    );
    for part in &page.parts {
        let written = match part {
            Part::Heading(words) => writeln!(out, "<h2>{}</h2>", marked(words, page.lang)),
            Part::Paragraph(words) => writeln!(out, "<p>{}</p>", marked(words, page.lang)),
            Part::Pair { label, value } => {
                let (label, value) = (marked(label, page.lang), marked(value, page.lang));
                writeln!(out, "<p>{label} <strong>{value}</strong></p>")
            }
        };
        written.expect("a string takes everything");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// Escaped words, those of the other language marked as such, so that a voice for it reads them.
fn marked(words: &str, lang: Lang) -> String {
    let piece = |(of, piece): (Lang, String)| {
        let piece = escaped(&piece);
        if of == lang { piece } else { format!("<span lang=\"{}\">{piece}</span>", tag(of)) }
    };
    runs(words, lang).into_iter().map(piece).collect()
}

/// Text with nothing in it that a page or speech mark-up could take for a tag.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    /// By the formula of the accessibility guidelines for the web.
    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_pair_of_colours_has_a_strong_contrast() {
        let after =
            |text: &'static str, name: &str| text.split(name).skip(1).map(|rest| &rest[..6]).collect::<Vec<_>>();
        let (ink, paper) = (after(STYLE, " color: #"), after(STYLE, "background: #"));
        assert_eq!((ink.len(), paper.len()), (3, 3), "by day, by night, on paper");
        for (ink, paper) in ink.iter().zip(&paper) {
            assert!(contrast(ink, paper) >= 10.0, "{ink} on {paper}");
        }
        assert!((contrast("777777", "ffffff") - 4.48).abs() < 0.01, "the formula is right");
    }

    #[test]
    fn what_looks_like_a_tag_is_text() {
        let mut page = Handout::new(Lang::En, "a", "<script>alert('x')</script> & \"y\"".into());
        page.parts.push(Part::Pair { label: "a<b".into(), value: "残疾 & <i>".into() });
        let out = html(&page);
        assert!(out.contains("<h1>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;</h1>"), "{out}");
        assert!(
            out.contains("<p>a&lt;b <strong><span lang=\"zh-CN\">残疾</span> &amp; &lt;i&gt;</strong></p>"),
            "{out}"
        );
    }
}
