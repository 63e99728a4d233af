//! Files that are there whole or not at all: written beside their place and put there when they are done.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Fault;
use crate::config::private_file;

/// A file that is being made. One that is not finished goes when this does.
pub struct Draft {
    path: PathBuf,
    target: PathBuf,
    finished: bool,
    replaces: bool,
}

impl Draft {
    /// Begins a file that only its owner can read. One that is there is not touched before the new one is whole, and
    /// without `replace` not at all.
    pub fn new(target: &Path, replace: bool) -> Result<Self, Fault> {
        let name = target.file_name().ok_or_else(|| Fault::NotWritable { file: target.to_owned() })?;
        let there = fs::symlink_metadata(target);
        if there.as_ref().is_ok_and(|_| !replace) {
            return Err(Fault::Exists { file: target.to_owned() });
        }
        if there.as_ref().is_ok_and(fs::Metadata::is_dir) {
            return Err(Fault::NotWritable { file: target.to_owned() });
        }
        let mut beside = name.to_owned();
        // Two programs at once make two drafts.
        beside.push(format!(".{}.part", std::process::id()));
        let path = target.with_file_name(beside);
        let draft = Self { path, target: target.to_owned(), finished: false, replaces: there.is_ok() };
        private_file(&draft.path).map_err(|error| draft.fault(&error))?;
        Ok(draft)
    }

    /// Where it is until it is done.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes all of it.
    pub fn write(&self, content: &[u8]) -> Result<(), Fault> {
        let write = || private_file(&self.path)?.write_all(content);
        write().map_err(|error| self.fault(&error))
    }

    /// Puts it in its place, safe from a power cut; whether another one was there.
    pub fn finish(mut self) -> Result<bool, Fault> {
        let put = || {
            fs::OpenOptions::new().append(true).open(&self.path)?.sync_all()?;
            fs::rename(&self.path, &self.target)
        };
        put().map_err(|error| self.fault(&error))?;
        self.finished = true;
        Ok(self.replaces)
    }

    fn fault(&self, error: &io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::StorageFull => Fault::Full,
            _ => Fault::NotWritable { file: self.target.clone() },
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.finished {
            // Where it cannot be taken away it is at least not under the name of the file.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Keeps a file, whole or not at all, in place of one of the same name.
pub fn keep(target: &Path, content: &[u8]) -> Result<(), Fault> {
    let draft = Draft::new(target, true)?;
    draft.write(content)?;
    draft.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.txt");
        let draft = Draft::new(&target, false).expect("it can be begun");
        draft.write(b"half").expect("it can be written");
        assert!(!target.exists());
        drop(draft);
        assert_eq!(names(folder.path()), [""; 0], "nothing is left of what was given up");
        let draft = Draft::new(&target, false).expect("it can be begun");
        draft.write(b"whole").expect("it can be written");
        assert_eq!(draft.finish(), Ok(false));
        assert_eq!(fs::read(&target).expect("it is there"), b"whole");
        assert_eq!(Draft::new(&target, false).err(), Some(Fault::Exists { file: target.clone() }));
        let draft = Draft::new(&target, true).expect("it can be begun");
        assert_eq!(draft.finish(), Ok(true));
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn where_nothing_can_be_written_it_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        for target in [folder.path().to_owned(), folder.path().join("none/a.txt"), PathBuf::from("/")] {
            assert_eq!(keep(&target, b"").err(), Some(Fault::NotWritable { file: target }));
        }
    }
}
