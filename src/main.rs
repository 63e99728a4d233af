//! Reads the arguments, calls the library, says one sentence on failure, exits.

fn main() {
    std::process::exit(zhucan::cli::run());
}
