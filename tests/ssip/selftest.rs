//! The server itself, spoken to over a plain socket.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use super::{Manner, Sent, Server, Whose};

/// A client that knows nothing of the protocol.
struct Plain {
    stream: UnixStream,
    back: BufReader<UnixStream>,
}

impl Plain {
    fn to(server: &Server) -> Self {
        let stream = UnixStream::connect(server.unix()).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(2))).expect("a time");
        let back = BufReader::new(stream.try_clone().expect("a second handle"));
        Self { stream, back }
    }

    fn send(&mut self, text: &str) {
        self.stream.write_all(text.replace('\n', "\r\n").as_bytes()).expect("it takes it");
    }

    /// The next line; `None` when the connection is closed or nothing comes.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.back.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches("\r\n").to_owned())
    }

    fn lines(&mut self, count: usize) -> Vec<String> {
        (0..count).map_while(|_| self.line()).collect()
    }
}

#[test]
fn what_is_sent_is_kept_and_answered() {
    let voices = vec![("Mandarin".to_owned(), "zh".to_owned())];
    let server = Server::start(Manner { voices, ..Manner::default() }).expect("a server");
    let mut client = Plain::to(&server);
    client.send("SET self CLIENT_NAME a:b:c\nHISTORY GET CLIENT_ID\nSET SELF NOTIFICATION ALL ON\n");
    assert_eq!(
        client.lines(4),
        ["208 OK CLIENT NAME SET", "245-1", "245 OK CLIENT ID SENT", "220 OK NOTIFICATION SET"]
    );
    client.send("SPEAK\n福利\n..5\n.\n");
    let said = ["230 OK RECEIVING DATA", "225-1", "225 OK MESSAGE QUEUED"];
    assert_eq!(client.lines(3), said);
    assert_eq!(client.lines(6), ["701-1", "701-1", "701 BEGIN", "702-1", "702-1", "702 END"]);
    client.send("LIST SYNTHESIS_VOICES\nCHAR space\nSTOP SELF\nCANCEL ALL\n");
    assert_eq!(client.lines(2), ["249-Mandarin\tzh\tnone", "249 OK VOICE LIST SENT"]);
    client.send("QUIT\n");
    while client.line().is_some() {}
    let gone = |records: &[super::Record]| records.last().is_some_and(|last| last.sent == Sent::Gone);
    assert!(server.wait(0, Instant::now() + Duration::from_secs(2), gone));
    let sent: Vec<Sent> = server.since(2).into_iter().map(|record| record.sent).collect();
    assert_eq!(
        sent,
        [
            Sent::Speak("福利\n.5".into()),
            Sent::Char("space".into()),
            Sent::Stop(Whose::Own),
            Sent::Cancel(Whose::All),
            Sent::Gone
        ]
    );
    assert_eq!(server.said(0), ["福利\n.5", "space"]);
}

#[test]
fn what_is_cancelled_does_not_end() {
    let server = Server::start(Manner { speaking: Duration::from_mins(1), ..Manner::default() }).expect("a server");
    let mut client = Plain::to(&server);
    client.send("SET SELF NOTIFICATION ALL ON\nSPEAK\na\n.\n");
    assert_eq!(client.lines(7).last().map(String::as_str), Some("701 BEGIN"));
    client.send("CANCEL SELF\n");
    assert_eq!(client.lines(4), ["703-1", "703-1", "703 CANCELED", "213 OK CANCELED"]);
}

#[test]
fn it_misbehaves_as_it_is_told() {
    let hears = |manner: Manner, count: usize| {
        let server = Server::start(manner).expect("a server");
        let mut client = Plain::to(&server);
        client.stream.set_read_timeout(Some(Duration::from_millis(300))).expect("a time");
        client.send("SET SELF NOTIFICATION ALL ON\nSPEAK\na\n.\n");
        client.lines(count)
    };
    let usual = Manner::default;
    assert_eq!(hears(Manner { mute: true, ..usual() }, 1), [""; 0]);
    assert_eq!(hears(Manner { refuses_set: true, ..usual() }, 1), ["300 ERR INTERNAL"]);
    // What comes by itself is no reply, and may slip in before the door closes.
    let mut two = hears(Manner { closes_after: Some(2), ..usual() }, 9);
    two.retain(|line| !line.starts_with('7'));
    assert_eq!(two, ["220 OK NOTIFICATION SET", "230 OK RECEIVING DATA"]);
    let queued = ["220 OK NOTIFICATION SET", "230 OK RECEIVING DATA", "225-1", "225 OK MESSAGE QUEUED"];
    assert_eq!(hears(Manner { never_begins: true, ..usual() }, 9), queued);
    let began = Instant::now();
    assert_eq!(hears(Manner { delay: Duration::from_millis(100), ..usual() }, 4), queued);
    assert!(began.elapsed() >= Duration::from_millis(300));
}
