//! A program behind a real pseudo terminal: what it wrote, what stands on the screen, how it ended.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// How long something may take to appear before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Taken for a terminal that tells no size.
const USUAL_ROWS: NonZeroU16 = NonZeroU16::new(24).expect("not zero");
const USUAL_COLS: NonZeroU16 = NonZeroU16::new(80).expect("not zero");

/// What came out so far.
struct State {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    /// When bytes came, and how many there were then.
    times: Vec<(Instant, usize)>,
    /// The other end was closed.
    ended: bool,
}

struct Seen {
    state: Mutex<State>,
    news: Condvar,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the reading thread does not panic")
    }
}

/// A program at its terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    stop: Arc<AtomicBool>,
    reader: Option<thread::JoinHandle<()>>,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Starts a command on a terminal of so many rows and columns; a size of zero is passed on as it is.
    pub fn start(command: CommandBuilder, rows: u16, cols: u16) -> Self {
        let pair = native_pty_system().openpty(size(rows, cols)).expect("a pseudo terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let master = pair.master;
        let mut source = master.try_clone_reader().expect("a reader");
        let writer = master.take_writer().expect("a writer");
        let some = |told, usual| NonZeroU16::new(told).unwrap_or(usual);
        let screen = vt100::Parser::new(some(rows, USUAL_ROWS), some(cols, USUAL_COLS), 1000);
        let state = State { bytes: Vec::new(), screen, times: vec![(Instant::now(), 0)], ended: false };
        let seen = Arc::new(Seen { state: Mutex::new(state), news: Condvar::new() });
        let stop = Arc::new(AtomicBool::new(false));
        let reader = {
            let (seen, stop) = (Arc::clone(&seen), Arc::clone(&stop));
            thread::spawn(move || {
                let mut buffer = vec![0; 65536];
                loop {
                    let read = source.read(&mut buffer);
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let mut state = seen.lock();
                    match read {
                        Ok(count) if count > 0 => {
                            let now = Instant::now();
                            state.bytes.extend_from_slice(&buffer[..count]);
                            let all = state.bytes.len();
                            state.times.push((now, all));
                            state.screen.process(&buffer[..count]);
                        }
                        _ => state.ended = true,
                    }
                    seen.news.notify_all();
                    if state.ended {
                        return;
                    }
                }
            })
        };
        Self { master: Some(master), writer: Some(writer), child, seen, stop, reader: Some(reader) }
    }

    /// Sends bytes as if typed.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().expect("not hung up");
        writer.write_all(bytes.as_ref()).expect("the terminal takes what is typed");
        writer.flush().expect("the terminal takes what is typed");
    }

    /// The number of the process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a process has a number")
    }

    /// How many bytes were written so far.
    pub fn mark(&self) -> usize {
        self.seen.lock().bytes.len()
    }

    /// The bytes written behind `mark`.
    pub fn since(&self, mark: usize) -> Vec<u8> {
        self.seen.lock().bytes[mark..].to_vec()
    }

    /// The same as text.
    pub fn text_since(&self, mark: usize) -> String {
        String::from_utf8_lossy(&self.since(mark)).into_owned()
    }

    /// All rows of the screen, without blanks at their ends.
    pub fn rows(&self) -> Vec<String> {
        rows_of(&self.seen.lock())
    }

    /// The row at the top, where the title of a page stands.
    pub fn title(&self) -> String {
        self.rows().swap_remove(0)
    }

    /// Row and column of the cursor, from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.seen.lock().screen.screen().cursor_position()
    }

    /// The row the cursor is in.
    pub fn cursor_row(&self) -> String {
        let row = usize::from(self.cursor().0);
        self.rows().swap_remove(row)
    }

    /// When the last byte came.
    pub fn last_byte(&self) -> Instant {
        self.seen.lock().times.last().expect("it begins with one").0
    }

    /// When the first byte behind `mark` came, if one did.
    pub fn first_byte(&self, mark: usize) -> Option<Instant> {
        self.seen.lock().times.iter().find(|(_, all)| *all > mark).map(|(at, _)| *at)
    }

    /// Waits until `done`, for as long as [`PATIENCE`]; `what` is said when it does not come.
    pub fn wait(&self, what: &str, done: impl Fn(&[String], &[u8]) -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut state = self.seen.lock();
        loop {
            if done(&rows_of(&state), &state.bytes) {
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !state.ended,
                "no sign of {what}; {}; the screen:\n{}\nthe end of the output: {:?}",
                if state.ended { "the program has ended" } else { "the program runs" },
                rows_of(&state).join("\n"),
                String::from_utf8_lossy(&state.bytes[state.bytes.len().saturating_sub(600)..]),
            );
            state = self.seen.news.wait_timeout(state, left).expect("the reading thread does not panic").0;
        }
    }

    /// Waits until the screen shows `words` in one row.
    pub fn shows(&self, words: &str) {
        self.wait(words, |rows, _| rows.iter().any(|row| row.contains(words)));
    }

    /// Waits until `words` were written behind `mark`, on the screen or not.
    pub fn writes(&self, mark: usize, words: &str) {
        self.wait(words, |_, bytes| find(&bytes[mark..], words.as_bytes()));
    }

    /// Waits until nothing has been written for `pause`; when the last byte came.
    pub fn quiet(&self, pause: Duration) -> Instant {
        loop {
            let last = self.last_byte();
            let rest = pause.saturating_sub(last.elapsed());
            if rest.is_zero() {
                return last;
            }
            thread::sleep(rest);
        }
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        if let (Some(rows), Some(cols)) = (NonZeroU16::new(rows), NonZeroU16::new(cols)) {
            self.seen.lock().screen.screen_mut().set_size(rows, cols);
        }
        self.master.as_ref().expect("not hung up").resize(size(rows, cols)).expect("the window takes its size");
    }

    /// Whether the terminal itself edits and echoes lines, as a shell expects it.
    pub fn is_cooked(&self) -> bool {
        self.modes().contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// Whether the terminal echoes what is typed.
    pub fn echoes(&self) -> bool {
        self.modes().contains(LocalModes::ECHO)
    }

    fn modes(&self) -> LocalModes {
        let master = self.master.as_ref().expect("not hung up");
        let modes = master.get_termios().expect("a terminal has modes");
        LocalModes::from_bits_retain(modes.local_flags.bits())
    }

    /// Whether the program still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until the program has ended by itself; its exit code.
    pub fn ends(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                assert!(status.signal().is_none(), "killed by {:?}", status.signal());
                // What it wrote last may still be on its way.
                let mut state = self.seen.lock();
                while !state.ended && self.reader.is_some() {
                    let left = until.saturating_duration_since(Instant::now());
                    assert!(!left.is_zero(), "the terminal stays open");
                    state = self.seen.news.wait_timeout(state, left).expect("no panic").0;
                }
                return status.exit_code();
            }
            assert!(Instant::now() < until, "the program does not end; the screen:\n{}", self.rows().join("\n"));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program has ended in whatever way.
    pub fn ends_any(&mut self) {
        let until = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("the program can be waited for").is_none() {
            assert!(Instant::now() < until, "the program does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the cursor stands there.
    pub fn wait_cursor(&self, place: (u16, u16)) {
        self.poll("the cursor", || self.cursor() == place);
    }

    /// Waits until the cursor stands in a row with `words`.
    pub fn wait_on(&self, words: &str) {
        self.poll(words, || self.cursor_row().contains(words));
    }

    /// Waits until the terminal echoes what is typed, or no longer.
    pub fn wait_echo(&self, echo: bool) {
        self.poll("the echo", || self.echoes() == echo);
    }

    fn poll(&self, what: &str, done: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !done() {
            let (row, col) = self.cursor();
            let screen = self.rows().join("\n");
            assert!(Instant::now() < until, "no sign of {what}; the cursor is at {row}, {col} of:\n{screen}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills the program without a chance to do anything.
    pub fn kill(&mut self) {
        kill(self.pid());
        let _ = self.child.wait();
    }

    /// Closes the window: every handle of this end is closed, so that the program is hung up on.
    pub fn hang_up(&mut self) {
        let master = self.master.take().expect("not hung up yet");
        let name = master.tty_name().expect("the other end has a name");
        let slave = open(&name);
        // The writer types an end of input when it is closed, which a window does not do.
        let mut modes = tcgetattr(&slave).expect("a terminal has modes");
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&slave, OptionalActions::Now, &modes).expect("the modes can be set");
        self.stop.store(true, Ordering::SeqCst);
        drop(self.writer.take());
        drop(master);
        // The reading thread sits on the last handle until something comes.
        rustix::io::write(&slave, b"\0").expect("the other end can be written to");
        drop(slave);
        self.reader.take().expect("it was started").join().expect("it does not panic");
    }
}

/// Opens a terminal without making it that of the tests.
fn open(path: &Path) -> rustix::fd::OwnedFd {
    use rustix::fs::{Mode, OFlags};
    rustix::fs::open(path, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).expect("it can be opened")
}

fn kill(pid: u32) {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw).expect("a process has a number");
    let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            kill(self.pid());
            let _ = self.child.wait();
        }
    }
}

fn rows_of(state: &State) -> Vec<String> {
    let screen = state.screen.screen();
    let (_, cols) = screen.size();
    screen.rows(0, cols.get()).map(|row| row.trim_end().to_owned()).collect()
}

/// Whether `words` stand anywhere in `bytes`.
pub fn find(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
