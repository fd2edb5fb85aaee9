//! Where sources come from: a disk, or memory for tests and editors.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Read access to a tree of files.
pub trait World {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever keeps the file from being read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Paths of the entries of a folder, sorted by name.
    ///
    /// # Errors
    /// Whatever keeps the folder from being listed.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Whether the path is a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether there is anything at the path.
    fn exists(&self, path: &Path) -> bool;

    /// The path without `.`, `..` and links; only for comparing paths.
    fn canonical(&self, path: &Path) -> PathBuf;
}

/// The file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl World for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // Joined to the folder as it was named, so that those of the current folder have no `./` before them.
        let mut paths = std::fs::read_dir(listed)?
            .map(|entry| entry.map(|entry| folder.join(entry.file_name())))
            .collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.as_os_str().is_empty() || path.is_dir()
    }

    fn exists(&self, path: &Path) -> bool {
        path.as_os_str().is_empty() || path.exists()
    }

    fn canonical(&self, path: &Path) -> PathBuf {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        // A file that does not exist yet: the folders above it may be links all the same. The last one tried is the
        // current folder, above all relative paths.
        for above in path.ancestors() {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            if let Ok(real) = above.canonicalize() {
                return normal(&real.join(path.strip_prefix(above).unwrap_or(path)));
            }
        }
        normal(path)
    }
}

/// Files in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(normal(&path.into()), bytes.into());
    }
}

impl World for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(&normal(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let folder = normal(folder);
        let below = self.files.keys().filter_map(|path| path.strip_prefix(&folder).ok());
        let entries: BTreeSet<PathBuf> =
            below.filter_map(|path| path.components().next()).map(|first| folder.join(first)).collect();
        Ok(entries.into_iter().collect())
    }

    fn is_folder(&self, path: &Path) -> bool {
        let path = normal(path);
        path.as_os_str().is_empty() || self.files.keys().any(|file| file != &path && file.starts_with(&path))
    }

    fn exists(&self, path: &Path) -> bool {
        self.files.contains_key(&normal(path)) || self.is_folder(path)
    }

    fn canonical(&self, path: &Path) -> PathBuf {
        normal(path)
    }
}

/// The path without `.` and `..`, as far as its text tells.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
