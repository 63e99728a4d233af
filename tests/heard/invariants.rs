//! What holds after every key, whatever the script expects.

use zhucan::app::Front;
use zhucan::rehearse::{Entry, Header, Line, Played};
use zhucan::text::{Lang, Text, row_words};
use zhucan::view::{Role, View, check};

use crate::felt::in_the_window;

/// What was shown before the key.
pub struct Before {
    pub view: Option<View>,
    pub column: u16,
    /// Letters typed since the last page.
    pub typed: usize,
    /// The screen was empty.
    pub blank: bool,
    /// The focused field was last made shorter, or its caret moved back.
    pub deleting: bool,
}

impl Before {
    /// At the start of a script.
    pub fn nothing() -> Self {
        Self { view: None, column: 0, typed: 0, blank: false, deleting: false }
    }

    /// What the next key finds after `played`.
    pub fn after(self, entry: Option<&Entry>, played: Played) -> Self {
        use zhucan::app::Key;
        let typed = match entry {
            Some(Entry::Type(text)) => self.typed + text.chars().count(),
            Some(Entry::Key(Key::Char(_))) => self.typed + 1,
            Some(Entry::Key(Key::Tab | Key::Enter)) => 0,
            _ => self.typed,
        };
        // A page is more than one line, and so it is never taken for an echo.
        let page = played.writes.len() > 1 && played.line.heard.len() > 2;
        Self {
            column: played.line.cursor[1],
            blank: played.own.blank,
            deleting: self.deletes(entry, &played),
            view: played.view,
            typed: if page { 0 } else { typed },
        }
    }
}

impl Before {
    /// Whether after this entry the end of the value in the focused field may be all that is left to see.
    pub fn deletes(&self, entry: Option<&Entry>, played: &Played) -> bool {
        use zhucan::app::Key;
        let same = self.view.as_ref().zip(played.view.as_ref()).is_some_and(|(old, new)| old.focus == new.focus);
        let back = matches!(entry, Some(Entry::Key(Key::Backspace | Key::Left | Key::Home | Key::Right | Key::End)));
        same && (back || self.deleting) && entry != Some(&Entry::Key(Key::Enter))
    }
}

/// Checks one entry; the words say what is wrong.
pub fn hold(
    header: &Header,
    lang: Lang,
    before: &Before,
    entry: Option<&Entry>,
    played: &Played,
) -> Result<(), String> {
    let line = &played.line;
    if let Some(view) = &played.view {
        check(view).map_err(|broken| format!("the tree is broken: {broken:?}"))?;
    }
    let secret = is_secret(before.view.as_ref()) && is_secret(played.view.as_ref());
    let editing = before.view.is_some() && matches!(entry, Some(Entry::Type(_) | Entry::Key(_))) && secret;
    aloud(header, played)?;
    for write in &played.writes {
        colourless(&write.bytes)?;
    }
    if played.own.blank {
        return if played.writes.len() <= 1 { Ok(()) } else { Err("an empty screen is written on".into()) };
    }
    if before.blank {
        // The page comes back as it is now.
        return Ok(());
    }
    // Who asks for silence gets it.
    let hushed = played.own.on && matches!(entry, Some(Entry::Key(zhucan::app::Key::Char('z'))));
    if hushed && line.heard.is_empty() {
        return Ok(());
    }
    if line.heard.is_empty() && !editing {
        return Err("nothing is heard".into());
    }
    for words in &line.heard {
        let typed_before = |number: &String| {
            let rows = played.view.as_ref().map(View::rows).unwrap_or_default();
            let mut fields = rows.into_iter().filter(|row| row.role.takes_text() && !row.private);
            fields.any(|row| row.value.as_ref().is_some_and(|value| value.contains(&number[..17])))
        };
        if let Some(number) = unmasked(words).filter(|number| !is_echo(before, entry, words) && !typed_before(number)) {
            return Err(format!("an identity number is said by itself: {number}"));
        }
    }
    if header.front == Front::Line {
        return on_paper(played);
    }
    on_screen(header, before, entry, played)?;
    in_the_window(header, &Text::new(lang), before.deletes(entry, played), played)
}

/// Weight and reverse video are all that a row is marked with, so the contrast is that of the terminal.
fn colourless(bytes: &[u8]) -> Result<(), String> {
    let written = String::from_utf8_lossy(bytes);
    for sequence in written.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(sequence.len());
        let (numbers, rest) = sequence.split_at(end);
        if rest.starts_with('m') && !numbers.split(';').all(|number| ["", "0", "1", "7"].contains(&number)) {
            return Err(format!("a colour is set: {numbers}"));
        }
    }
    Ok(())
}

/// What the program's own voice says: something wherever something is printed, nothing an engine would stumble over,
/// and over a loudspeaker no number that is somebody's own.
fn aloud(header: &Header, played: &Played) -> Result<(), String> {
    let (heard, spoken) = (&played.line.heard, &played.line.spoken);
    if !played.own.on {
        return if spoken.is_empty() { Ok(()) } else { Err(format!("it speaks though it is off: {spoken:?}")) };
    }
    if !heard.is_empty() && spoken.is_empty() && played.view.is_some() {
        return Err(format!("printed and not said: {heard:?}"));
    }
    for said in spoken {
        let bad = |c: char| c.is_control() || "¥￥$%％/〔〕【】「」《》…●→[]{}#*_~|\\".contains(c);
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        // The language can change on the way; Chinese words show which one is spoken.
        let chinese = said.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && header.lang == Lang::Zh;
        if said.trim().is_empty() || said.chars().any(bad) || (chinese && said.chars().any(digit)) {
            return Err(format!("no engine is to read {said:?}"));
        }
        let digits: Vec<char> = said.chars().filter(|c| c.is_alphanumeric()).collect();
        let number = |run: &[char]| run.iter().all(|c| "幺零一二三四五六七八九".contains(*c) || c.is_ascii_digit());
        if played.own.voice.masks() && digits.windows(17).any(number) {
            return Err(format!("a whole number over the loudspeaker: {said:?}"));
        }
    }
    Ok(())
}

fn is_secret(view: Option<&View>) -> bool {
    view.is_some_and(|view| view.focused().role == Role::SecretField)
}

/// Eighteen characters of an identity number in a row.
fn unmasked(words: &str) -> Option<String> {
    let compact: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).collect();
    let chars: Vec<char> = compact.chars().collect();
    chars
        .windows(18)
        .find(|run| run[..17].iter().all(char::is_ascii_digit) && run[..6].iter().collect::<String>() == "110199")
        .map(|run| run.iter().collect())
}

/// What a person types, edits or asks to have spelled comes back to them as it is.
fn is_echo(before: &Before, entry: Option<&Entry>, _words: &str) -> bool {
    let typed = matches!(entry, Some(Entry::Type(_)));
    let spelled = matches!(entry, Some(Entry::Key(_) | Entry::Line(_)))
        && before.view.as_ref().is_some_and(|view| view.focused().role.takes_text() || view.focused().private);
    typed || spelled
}

/// Line mode: the same words, no escape, no carriage return, newline first.
fn on_paper(played: &Played) -> Result<(), String> {
    let bytes: Vec<u8> = played.writes.iter().flat_map(|write| write.bytes.clone()).collect();
    let text = String::from_utf8(bytes).map_err(|_| "line mode wrote broken UTF-8".to_owned())?;
    if text.contains(['\u{1b}', '\r']) {
        return Err(format!("line mode wrote a control: {text:?}"));
    }
    if !text.is_empty() && !text.starts_with('\n') {
        return Err(format!("line mode does not begin with a newline: {text:?}"));
    }
    let field =
        played.view.as_ref().filter(|view| view.focused().role.takes_text()).map(|view| view.focused().name.clone());
    for words in &played.line.heard {
        let label = field.as_ref().is_some_and(|name| words.starts_with(name.as_str()) && text.contains(name.as_str()));
        if !text.contains(words.as_str()) && !label {
            return Err(format!("line mode does not print {words:?}: {text:?}"));
        }
    }
    Ok(())
}

/// The full screen: the cursor is on the focus, a key is one write, and only plain sequences are sent.
fn on_screen(header: &Header, before: &Before, entry: Option<&Entry>, played: &Played) -> Result<(), String> {
    let line = &played.line;
    let Some(view) = &played.view else { return Ok(()) };
    if !header.size.is_enough() {
        return Ok(());
    }
    let node = view.focused();
    // The language may have been changed on the way.
    let named = |lang| if node.role.takes_text() { node.name.clone() } else { row_words(node, &Text::new(lang)) };
    let lead = |name: &str| name.chars().take(8).collect::<String>();
    let name = named(header.lang);
    if ![Lang::Zh, Lang::En].into_iter().any(|lang| line.row.contains(&lead(&named(lang)))) {
        return Err(format!("the cursor is on {:?}, the focus is {name:?}", line.row));
    }
    let [_, column] = line.cursor;
    let numbered = header.front == Front::Screen && node.position.is_some();
    if !node.role.takes_text() && column != if numbered { 2 } else { 0 } {
        return Err(format!("the cursor is in column {column} of {:?}", line.row));
    }
    for write in &played.writes {
        plain_only(&write.bytes)?;
    }
    if let Some((held, stands)) = &played.page
        && held != stands
    {
        return Err(format!("the screen shows {stands:?}, the program thinks {held:?}"));
    }
    // The whole page is written anew as well when it was asked for.
    let page = before.view.as_ref().is_none_or(|old| zhucan::view::page_changed(old, view))
        || line.heard.len() > view.rows().len();
    // What stands in the way in the speech rows is wiped first.
    let cleared = played.writes.first().is_some_and(|write| write.bytes.ends_with(b"[3J"));
    let stays = header.front == Front::Screen || is_secret(before.view.as_ref());
    let again = cleared || played.writes.len() == 2 && stays;
    if !page && played.writes.len() > 1 && !again {
        return Err(format!("{} writes for a key that stays on its page", played.writes.len()));
    }
    let arrow = matches!(entry, Some(Entry::Key(zhucan::app::Key::Up | zhucan::app::Key::Down)));
    let moved = before.view.as_ref().is_some_and(|old| old.focus != view.focus);
    if arrow && moved && !page && header.front == Front::Reader && !node.private {
        let limit = row_of(node, &line.row) + 16;
        if line.bytes > limit {
            return Err(format!("an arrow wrote {} bytes, at most {limit} are right", line.bytes));
        }
    }
    let extra: usize = line.heard.iter().map(String::len).sum::<usize>() + 24;
    let typed = matches!(entry, Some(Entry::Type(_)));
    let field = view.rows().iter().any(|row| row.fault.is_some()) || node.role.takes_text();
    if !page && !arrow && !typed && !field && header.front == Front::Reader && line.bytes > extra {
        return Err(format!("{} bytes for {} heard", line.bytes, extra - 24));
    }
    Ok(())
}

fn row_of(node: &zhucan::view::Node, row: &str) -> usize {
    if node.role.takes_text() {
        row.len() + 64
    } else {
        row.len().max(node.name.len() + node.value.as_ref().map_or(0, String::len) + 3)
    }
}

/// Cursor addresses, erase to the end of the line, weight and reverse, and the one pair that marks pasted text.
fn plain_only(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "broken UTF-8".to_owned())?;
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let sequence = &rest[at..];
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(sequence.len() - 1);
        let sequence = &sequence[..=end];
        let plain = sequence.ends_with('H')
            || ["\u{1b}[K", "\u{1b}[1m", "\u{1b}[7m", "\u{1b}[0m", "\u{1b}[?2004h", "\u{1b}[J", "\u{1b}[3J"]
                .contains(&sequence);
        if !plain {
            return Err(format!("the sequence {sequence:?} is not a plain one"));
        }
        rest = &rest[at + sequence.len()..];
    }
    match text.chars().find(|c| c.is_control() && !matches!(c, '\u{1b}' | '\r' | '\n')) {
        Some(c) => Err(format!("the control character {c:?}")),
        None => Ok(()),
    }
}

/// Readers that say nothing although words were heard, with the reason why that is known of them.
pub fn silent(before: &Before, line: &Line, entry: Option<&Entry>) -> Vec<&'static str> {
    use zhucan::app::Key;
    let readers = &line.readers;
    let mut silent: Vec<&'static str> = [
        ("nvda", readers.nvda.is_empty()),
        ("nvda_notify", readers.nvda_notify.is_empty()),
        ("orca", readers.orca.is_empty()),
        ("yasr", readers.yasr.is_empty()),
        ("tdsr", readers.tdsr.is_empty()),
        ("fenrir", readers.fenrir.is_empty()),
        ("braille", readers.braille.is_empty()),
    ]
    .into_iter()
    .filter_map(|(name, silent)| silent.then_some(name))
    .collect();
    // Fenrir counts a Chinese character as one column, so right of Chinese it finds nothing under a caret that moved.
    // At the end of the text there is nothing under it, and yasr and tdsr say nothing of a blank.
    let caret = matches!(entry, Some(Entry::Key(Key::Left | Key::Right | Key::Home | Key::End)));
    if caret && line.focus.role == "textbox" {
        silent.retain(|reader| !["fenrir", "yasr", "tdsr"].contains(reader));
    }
    // Fenrir takes text for typed when the caret passed as many columns as it has characters.
    let passed = usize::from(before.column.abs_diff(line.cursor[1]));
    if line.heard.iter().any(|words| words.chars().count() == passed) {
        silent.retain(|reader| *reader != "fenrir");
    }
    // NVDA takes one line that is not longer than what was typed since its last report for the echo of that.
    let typed = before.typed + usize::from(before.typed > 0 && matches!(entry, Some(Entry::Key(Key::Char(_)))));
    if line.heard.len() == 1 && line.heard[0].chars().count() <= typed {
        silent.retain(|reader| *reader != "nvda");
    }
    // Deleted characters are only erased: each reader says what it finds where they stood, which may be nothing.
    if entry == Some(&Entry::Key(Key::Backspace)) && line.focus.role == "textbox" && line.heard.len() == 1 {
        silent.clear();
    }
    match entry {
        // Orca says of a key that is neither printable nor Enter, Tab or space only what stands right before the cursor.
        Some(Entry::Key(
            Key::Esc
            | Key::F1
            | Key::Home
            | Key::End
            | Key::Left
            | Key::Right
            | Key::BackTab
            | Key::Backspace
            | Key::Ctrl(_),
        )) => silent.retain(|reader| *reader != "orca"),
        Some(Entry::Type(text)) if line.heard == [text.clone()] => silent.clear(),
        // Whether one's own typing is echoed is the reader's setting; the program only shows it.
        Some(Entry::Key(Key::Char(c))) if line.heard == [c.to_string()] || (*c == ' ' && line.heard == [" "]) => {
            silent.clear();
        }
        _ => {}
    }
    silent
}
