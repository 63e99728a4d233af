//! Programs of other people that a test runs: where one is missing the test says so and is skipped, and where everything
//! is said to be there it fails.

use std::env;
use std::path::{Path, PathBuf};

/// Set to 1 where all these programs are installed, as on the machine that checks every change: then a missing one is a
/// failure, so that a test can never be skipped there without anybody noticing.
pub const REQUIRE: &str = "ZHUCAN_REQUIRE_REAL";

/// Folders of programs that only administrators have in their path.
const BESIDE_PATH: [&str; 3] = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/// Whether `program`, which comes with the Debian package `package`, can be run here. Where it cannot, says so, and the
/// test returns.
///
/// # Panics
/// Where it cannot and [`REQUIRE`] is set to 1.
pub fn needs(program: &str, package: &str) -> bool {
    let found = find(program).is_some();
    let required = env::var(REQUIRE).is_ok_and(|value| value == "1");
    assert!(found || !required, "{program} is not installed, and {REQUIRE} is set: apt-get install {package}");
    if !found {
        println!("skipped: {program} is not installed (apt-get install {package})");
    }
    found
}

/// Where a program is.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let beside = BESIDE_PATH.iter().map(PathBuf::from);
    env::split_paths(&path).chain(beside).map(|folder| folder.join(program)).find(|file| runs(file))
}

fn runs(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}
