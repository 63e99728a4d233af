//! Figures of the program on the sample office, each beside its limit or beside a peer measured in the same run. Nothing
//! here fails: milliseconds depend on the machine, so what counts is the ratio. `cargo bench` builds all it needs.

#[cfg(unix)]
#[path = "figures/bytes.rs"]
mod bytes;
#[cfg(unix)]
#[path = "figures/live.rs"]
mod live;
#[cfg(unix)]
#[path = "../tests/terminal/pty.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod pty;
#[cfg(unix)]
#[path = "../tests/ssip/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests need more of it")]
mod ssip;
#[cfg(unix)]
#[path = "figures/turns.rs"]
mod turns;
#[cfg(unix)]
#[path = "figures/voice.rs"]
mod voice;

/// One line: name, value, unit, what it is compared with, ratio.
fn tell(name: &str, value: f64, unit: &str, against: &str, limit: f64) {
    let ratio = if limit == 0.0 { String::new() } else { format!("{:.2}", value / limit) };
    println!("{name:<52} {value:>10.2} {unit:<6} {against:<26} {limit:>10.2} {ratio:>8}");
}

/// The value that `share` of all do not exceed: 0.5 is the median.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let at = (share * (sorted.len().saturating_sub(1)) as f64).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

fn main() {
    #[cfg(unix)]
    {
        bytes::tell_all();
        turns::tell_all();
        live::tell_all();
    }
    #[cfg(not(unix))]
    println!("figures need a pseudo terminal");
}
