//! Terminal output cut into its parts, for the readers that follow what is written.

/// One part of what a program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// One printable character.
    Char(char),
    /// A control character: line feed, carriage return, backspace, tab.
    Control(u8),
    /// A whole escape sequence.
    Escape(&'a [u8]),
}

impl Part<'_> {
    /// Its bytes, as they were written.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Char(c) => c.to_string().into_bytes(),
            Self::Control(byte) => vec![byte],
            Self::Escape(bytes) => bytes.to_vec(),
        }
    }
}

/// Cuts bytes into parts. Bytes that are no UTF-8 come as the replacement character.
pub(super) fn parts(bytes: &[u8]) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (part, length) = match first {
            0x1b => {
                let length = escape_length(rest);
                (Part::Escape(&rest[..length]), length)
            }
            0..0x20 | 0x7f => (Part::Control(first), 1),
            _ => next_char(rest),
        };
        found.push(part);
        rest = &rest[length..];
    }
    found
}

/// Length of the escape sequence at the beginning: `ESC [ … final`, or `ESC` and one more.
fn escape_length(bytes: &[u8]) -> usize {
    if bytes.get(1) != Some(&b'[') {
        return bytes.len().min(2);
    }
    let end = bytes.iter().skip(2).position(|byte| (0x40..=0x7e).contains(byte));
    end.map_or(bytes.len(), |end| end + 3)
}

fn next_char(bytes: &[u8]) -> (Part<'_>, usize) {
    let longest = bytes.len().min(4);
    (1..=longest)
        .find_map(|length| {
            let text = std::str::from_utf8(&bytes[..length]).ok()?;
            Some((Part::Char(text.chars().next()?), length))
        })
        .unwrap_or((Part::Char(char::REPLACEMENT_CHARACTER), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_falls_into_addresses_text_and_controls() {
        let found = parts("\x1b[2;1H\x1b[K就a\r\n".as_bytes());
        assert_eq!(
            found,
            [
                Part::Escape(b"\x1b[2;1H"),
                Part::Escape(b"\x1b[K"),
                Part::Char('就'),
                Part::Char('a'),
                Part::Control(b'\r'),
                Part::Control(b'\n'),
            ]
        );
        let back: Vec<u8> = found.into_iter().flat_map(Part::to_bytes).collect();
        assert_eq!(back, "\x1b[2;1H\x1b[K就a\r\n".as_bytes());
    }

    #[test]
    fn torn_text_does_not_stop_it() {
        let whole = "残".as_bytes();
        assert_eq!(parts(&whole[..2]).len(), 2);
        assert_eq!(parts(b"\x1b[12"), [Part::Escape(b"\x1b[12")]);
        assert_eq!(parts(b"\x1b"), [Part::Escape(b"\x1b")]);
    }
}
