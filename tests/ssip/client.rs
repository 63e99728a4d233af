//! One connection: commands in, replies out, by the protocol of speech-dispatcher.

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread;

use super::{Sent, Shared, Whose};

/// The way back to a client; replies and events are written whole, one after the other.
pub type Back = Arc<Mutex<dyn Write + Send>>;

/// Writes lines to a client, which may be gone.
pub fn tell(back: &Back, lines: &[String]) -> bool {
    let text = lines.join("\r\n") + "\r\n";
    let mut out = back.lock().expect("writing does not panic");
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_ok()
}

/// Serves a connection in a thread of its own; false when the server is closed.
pub fn serve(
    shared: &Arc<Shared>,
    number: usize,
    stream: impl Read + Send + 'static,
    back: impl Write + Send + 'static,
) -> bool {
    if !shared.open.load(Ordering::SeqCst) {
        return false;
    }
    let back: Back = Arc::new(Mutex::new(back));
    let mut client = Client { shared: Arc::clone(shared), number, back, replies: 0, events: [false; 3] };
    thread::spawn(move || {
        client.listen(BufReader::new(stream));
        client.shared.voice.cancel(|of| of == number);
        client.shared.keep(number, Sent::Gone);
    });
    true
}

struct Client {
    shared: Arc<Shared>,
    number: usize,
    back: Back,
    replies: usize,
    /// Whether it asked to be told of beginnings, ends and what was cancelled.
    events: [bool; 3],
}

impl Client {
    /// Until the client goes, or is sent away.
    fn listen(&mut self, mut input: impl BufRead) {
        while let Some(line) = line(&mut input) {
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let goes_on = match verb.to_uppercase().as_str() {
                "SPEAK" => {
                    if !self.reply(&["230 OK RECEIVING DATA"]) {
                        return;
                    }
                    let Some(text) = text(&mut input) else { return };
                    self.say(Sent::Speak(text))
                }
                "CHAR" => self.say(Sent::Char(rest.to_owned())),
                "KEY" => self.say(Sent::Key(rest.to_owned())),
                "SET" => self.set(rest),
                "CANCEL" => self.silence(rest, true),
                "STOP" => self.silence(rest, false),
                "PAUSE" => self.reply(&["211 OK PAUSED"]),
                "RESUME" => self.reply(&["212 OK RESUMED"]),
                "GET" => self.reply(&["251-0", "251 OK GET RETURNED"]),
                "LIST" => self.list(rest),
                "HISTORY" => self.reply(&[&format!("245-{}", self.number), "245 OK CLIENT ID SENT"]),
                "BLOCK" if rest.eq_ignore_ascii_case("BEGIN") => self.reply(&["260 OK INSIDE BLOCK"]),
                "BLOCK" => self.reply(&["261 OK OUTSIDE BLOCK"]),
                "QUIT" => {
                    self.reply(&["231 HAPPY HACKING"]);
                    false
                }
                _ => self.reply(&["500 ERR INVALID COMMAND"]),
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Replies, in the server's manner; false when the connection is to be closed.
    fn reply(&mut self, lines: &[&str]) -> bool {
        let manner = self.shared.manner();
        thread::sleep(manner.delay);
        if manner.mute {
            return true;
        }
        self.replies += 1;
        if manner.closes_after.is_some_and(|most| self.replies > most) {
            return false;
        }
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        tell(&self.back, &lines)
    }

    fn say(&mut self, sent: Sent) -> bool {
        self.shared.keep(self.number, sent);
        let id = self.shared.voice.number();
        let goes_on = self.reply(&[&format!("225-{id}"), "225 OK MESSAGE QUEUED"]);
        // Events come behind the reply that names the message.
        self.shared.voice.queue(id, self.number, self.events, &self.back);
        goes_on
    }

    fn set(&mut self, rest: &str) -> bool {
        let mut words = rest.splitn(3, ' ');
        let whose = whose(words.next().unwrap_or_default());
        let name = words.next().unwrap_or_default().to_uppercase();
        let value = words.next().unwrap_or_default().to_owned();
        self.shared.keep(self.number, Sent::Set(whose, name.clone(), value.clone()));
        if self.shared.manner().refuses_set {
            return self.reply(&["300 ERR INTERNAL"]);
        }
        let done = match name.as_str() {
            "LANGUAGE" => "201 OK LANGUAGE SET",
            "PRIORITY" => "202 OK PRIORITY SET",
            "RATE" => "203 OK RATE SET",
            "PITCH" => "204 OK PITCH SET",
            "PUNCTUATION" => "205 OK PUNCTUATION SET",
            "CAP_LET_RECOGN" => "206 OK CAP LET RECOGNITION SET",
            "SPELLING" => "207 OK SPELLING SET",
            "CLIENT_NAME" => "208 OK CLIENT NAME SET",
            "VOICE_TYPE" | "VOICE" | "SYNTHESIS_VOICE" => "209 OK VOICE SET",
            "OUTPUT_MODULE" => "216 OK OUTPUT MODULE SET",
            "PAUSE_CONTEXT" => "217 OK PAUSE CONTEXT SET",
            "VOLUME" => "218 OK VOLUME SET",
            "SSML_MODE" => "219 OK SSML MODE SET",
            "NOTIFICATION" => {
                self.notify(&value);
                "220 OK NOTIFICATION SET"
            }
            "DEBUG" => "262 OK DEBUGGING SET",
            "PITCH_RANGE" => "263 OK PITCH RANGE SET",
            _ => "500 ERR INVALID COMMAND",
        };
        self.reply(&[done])
    }

    fn notify(&mut self, value: &str) {
        let value = value.to_uppercase();
        let (kind, on) = value.split_once(' ').unwrap_or((&value, ""));
        for (event, name) in self.events.iter_mut().zip(["BEGIN", "END", "CANCEL"]) {
            if kind == "ALL" || kind == name {
                *event = on == "ON";
            }
        }
    }

    fn silence(&mut self, rest: &str, waiting_too: bool) -> bool {
        let whose = whose(rest.trim());
        let own = self.number;
        let meant = {
            let whose = whose.clone();
            move |of: usize| match whose {
                Whose::Own => of == own,
                Whose::All => true,
                Whose::Of(number) => of == number,
            }
        };
        if waiting_too {
            self.shared.keep(own, Sent::Cancel(whose));
            self.shared.voice.cancel(meant);
            self.reply(&["213 OK CANCELED"])
        } else {
            self.shared.keep(own, Sent::Stop(whose));
            self.shared.voice.stop(meant);
            self.reply(&["210 OK STOPPED"])
        }
    }

    fn list(&mut self, what: &str) -> bool {
        let lines: Vec<String> = match what.to_uppercase().as_str() {
            "OUTPUT_MODULES" => vec!["250-espeak-ng".into(), "250 OK MODULE LIST SENT".into()],
            "VOICES" => vec!["249-MALE1".into(), "249-FEMALE1".into(), "249 OK VOICE LIST SENT".into()],
            _ => {
                let voices = self.shared.manner().voices;
                let lines = voices.iter().map(|(name, language)| format!("249-{name}\t{language}\tnone"));
                lines.chain(["249 OK VOICE LIST SENT".into()]).collect()
            }
        };
        self.reply(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn whose(word: &str) -> Whose {
    match word.to_uppercase().as_str() {
        "ALL" => Whose::All,
        word => word.parse().map_or(Whose::Own, Whose::Of),
    }
}

/// The next line, without its end.
fn line(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    match input.read_until(b'\n', &mut bytes) {
        Ok(read) if read > 0 => {
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            Some(String::from_utf8_lossy(&bytes).into_owned())
        }
        _ => None,
    }
}

/// The lines of a text up to one with nothing but a full stop; a doubled one at the beginning of a line is one.
fn text(input: &mut impl BufRead) -> Option<String> {
    let mut lines = Vec::new();
    loop {
        let line = line(input)?;
        match line.strip_prefix('.') {
            Some("") => return Some(lines.join("\n")),
            Some(rest) if rest.starts_with('.') => lines.push(rest.to_owned()),
            _ => lines.push(line),
        }
    }
}
