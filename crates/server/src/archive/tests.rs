//! What is written is read, and nothing else is.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use time::macros::datetime;

use super::*;

const MOMENT: time::OffsetDateTime = datetime!(2026-11-24 18:00:00 UTC);
const PLACE: &str = "1/2/8f14e45f-ceea-467f-9575-2a1b3c4d5e6f";

fn manifest() -> Manifest {
    Manifest::new(MOMENT, 15, 16, &[])
}

fn written(folder: &Path) -> PathBuf {
    let path = folder.join("a.tar");
    let mut writer = Writer::begin(&path, MOMENT).unwrap();
    writer.manifest(&manifest()).unwrap();
    let dump = |out: &mut dyn Write| Ok(out.write_all(b"dump")?);
    writer.add(DATABASE, dump).unwrap();
    let shot = |out: &mut dyn Write| Ok(out.write_all(&[7; 2_000])?);
    writer.add(&format!("{ATTACHMENTS}{PLACE}"), shot).unwrap();
    assert!(!path.exists(), "under its name only when it is whole");
    writer.finish().unwrap();
    path
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path());
    assert_eq!(names(folder.path()), ["a.tar"]);

    let archive = Archive::open(&path).unwrap();

    assert_eq!(*archive.manifest(), manifest());
    assert_eq!(archive.attachments(), 1);
    let mut dump = Vec::new();
    let take = |from: &mut dyn Read| Ok(from.read_to_end(&mut dump).map(drop)?);
    archive.database(take).unwrap();
    assert_eq!(dump, b"dump");
    let mut files = Vec::new();
    let take = |place: &str, from: &mut dyn Read| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        files.push((place.to_owned(), bytes));
        Ok(())
    };
    archive.each_attachment(take).unwrap();
    assert_eq!(files, [(PLACE.to_owned(), vec![7; 2_000])]);
}

#[test]
fn a_file_that_was_cut_off_or_changed_anywhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(written(folder.path())).unwrap();
    let path = folder.path().join("b.tar");
    let is_refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        Archive::open(&path).is_err()
    };
    assert!(!is_refused(&whole));
    // Two empty blocks end an archive; all before them is needed.
    let end = whole.len() - 1_024;
    for length in (0..end).step_by(97) {
        assert!(is_refused(&whole[..length]), "cut off at {length}");
    }
    let mut data = whole.clone();
    let at = whole.windows(4).position(|it| it == b"dump").unwrap();
    for at in [at, whole.windows(9).position(|it| it == [7; 9]).unwrap()] {
        data[at] ^= 1;
        assert!(is_refused(&data), "changed at {at}");
        data[at] ^= 1;
    }
}

#[test]
fn what_is_no_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    // Text where numbers should be, as the archive's library quotes it.
    let text = "# A page\nof more than one block\n".repeat(100);
    let mut begun = b"manifest.json\0".to_vec();
    begun.extend(text.as_bytes());
    let shown = path.display();
    let other = format!("{shown} is not a file of `verdict backup`");
    let cut_off = format!("{shown} is no whole backup");
    for (bytes, said) in [
        (&b""[..], cut_off.clone()),
        (b"manifest", cut_off.clone()),
        (&begun, cut_off),
        (b"hello", other.clone()),
        (&[0; 4_096], other.clone()),
        (text.as_bytes(), other),
        (
            &[0x1f, 0x8b, 8],
            format!("{shown} is compressed with gzip: decompress it first"),
        ),
    ] {
        fs::write(&path, bytes).unwrap();
        let error = Archive::open(&path).err().unwrap();
        let told = format!("{error:#}");
        assert!(told.starts_with(&said), "{told}");
        assert!(!told.contains("page") && !told.contains('\n'), "{told}");
    }
}

#[test]
fn a_backup_that_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path());
    let before = fs::read(&path).unwrap();
    let mut writer = Writer::begin(&path, MOMENT).unwrap();
    let error = writer.add(DATABASE, |_| anyhow::bail!("no disk"));
    assert!(error.is_err());
    drop(writer);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(names(folder.path()), ["a.tar"]);
}

#[test]
fn two_backups_do_not_write_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    let first = Writer::begin(&path, MOMENT).unwrap();
    let error = Writer::begin(&path, MOMENT).err().unwrap().to_string();
    assert!(error.contains("another backup"), "{error}");
    drop(first);
}

#[test]
fn what_somebody_put_where_the_file_is_written_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let (path, partial) = (
        folder.path().join("a.tar"),
        folder.path().join("a.tar.partial"),
    );
    let other = folder.path().join("other");
    fs::write(&other, "other").unwrap();
    for put in [
        std::os::unix::fs::symlink::<&Path, &Path>,
        fs::hard_link::<&Path, &Path>,
    ] {
        put(&other, &partial).unwrap();
        assert!(Writer::begin(&path, MOMENT).is_err());
        assert_eq!(fs::read(&other).unwrap(), b"other");
        fs::remove_file(&partial).unwrap();
    }
    // One of a backup that was killed, which all could read.
    fs::write(&partial, "begun").unwrap();
    fs::set_permissions(&partial, Permissions::from_mode(0o666)).unwrap();
    let writer = Writer::begin(&path, MOMENT).unwrap();
    let found = fs::metadata(&partial).unwrap();
    assert_eq!((found.len(), found.mode() & 0o777), (0, 0o600));
    drop(writer);
}

#[test]
fn a_backup_takes_the_place_of_a_file_and_of_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    std::os::unix::fs::symlink("elsewhere", &path).unwrap();
    for (place, said) in [
        (path.as_path(), "no regular file"),
        (folder.path(), "is a folder: name a file"),
        (Path::new("/dev/null"), "no regular file"),
    ] {
        let error = Writer::begin(place, MOMENT).err().unwrap().to_string();
        assert!(error.contains(said), "{error}");
    }
    assert_eq!(names(folder.path()), ["a.tar"]);
}

#[test]
fn another_format_is_left_to_the_program_that_wrote_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path());
    let mut bytes = fs::read(&path).unwrap();
    let (ours, other) = (b"\"format\": 1", b"\"format\": 2");
    let at = bytes.windows(ours.len()).position(|it| it == ours).unwrap();
    bytes[at..at + other.len()].copy_from_slice(other);
    fs::write(&path, bytes).unwrap();
    let error = Archive::open(&path).err().unwrap().to_string();
    assert!(error.contains("with the one that wrote it"), "{error}");
}

#[test]
fn what_there_must_be_one_of_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    for second in [DATABASE, MANIFEST] {
        let mut writer = Writer::begin(&path, MOMENT).unwrap();
        writer.manifest(&manifest()).unwrap();
        let dump = |out: &mut dyn Write| Ok(out.write_all(b"dump")?);
        writer.add(DATABASE, dump).unwrap();
        let text = serde_json::to_vec(&manifest()).unwrap();
        let other = |out: &mut dyn Write| Ok(out.write_all(&text)?);
        writer.add(second, other).unwrap();
        writer.finish().unwrap();
        let error = format!("{:#}", Archive::open(&path).err().unwrap());
        assert!(
            error.contains(&format!("{second} is in it twice")),
            "{error}"
        );
    }
}

#[test]
fn sums_are_read_as_far_as_they_may_be_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    let mut out = tar::Builder::new(fs::File::create(&path).unwrap());
    let text = serde_json::to_vec(&manifest()).unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len().try_into().unwrap());
    out.append_data(&mut header, MANIFEST, text.as_slice())
        .unwrap();
    let mut header = tar::Header::new_gnu();
    // More than there is room for.
    header.set_size(1 << 40);
    header.set_cksum();
    header.set_path(SUMS).unwrap();
    header.set_cksum();
    out.get_mut().write_all(header.as_bytes()).unwrap();
    drop(out);
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(1 << 40).unwrap();
    let error = format!("{:#}", Archive::open(&path).err().unwrap());
    assert!(error.contains("is not what was written"), "{error}");
}
