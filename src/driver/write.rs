//! Writes files so that a reader sees the old content or the new one, never a part.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It has new content.
    Changed,
    /// It had this content already and was not touched.
    Unchanged,
}

/// Puts the bytes into the file: through a temporary file beside it that is renamed, and only if they differ.
///
/// # Errors
/// Whatever keeps the file from being written; the old content is still there then.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> io::Result<Written> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(Written::Unchanged);
    }
    // A link stays a link: the file that it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".caveat-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask still applies, as for any new file; a file that is replaced keeps its permissions.
        let mode = fs::metadata(&target).map_or(0o666, |old| old.permissions().mode());
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    // The message would name the temporary file, which is nobody's concern.
    let plain =
        |error: io::Error| error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
    let mut file = builder.tempfile_in(folder).map_err(plain)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.persist(&target).map_err(|error| plain(error.error))?;
    Ok(Written::Changed)
}
