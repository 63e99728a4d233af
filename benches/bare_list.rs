//! What the figures are compared with: a bare list drawn by ratatui in the usual way, thirty rows, the chosen one in
//! reverse. `figures` starts it with the argument `run`; any other start ends at once.

use std::io;

use crossterm::event::{self, Event, KeyCode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{List, ListItem, ListState};

fn main() -> io::Result<()> {
    if !std::env::args().any(|argument| argument == "run") {
        return Ok(());
    }
    crossterm::terminal::enable_raw_mode()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let rows = (1..=30).map(|row| ListItem::new(format!("{row} 残疾人生活补贴和护理补贴")));
            let list = List::new(rows).highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            frame.render_stateful_widget(list, frame.area(), &mut state);
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Down => state.select_next(),
                KeyCode::Up => state.select_previous(),
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    crossterm::terminal::disable_raw_mode()
}
