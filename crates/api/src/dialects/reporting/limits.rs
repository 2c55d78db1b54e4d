//! The vendor's limits. All are inclusive and count code points.

/// Of a build's and a project's name.
pub(super) const BUILD_NAME_CHARS: usize = 255;
pub(super) const IDENTIFIER_CHARS: usize = 64;
/// Of a test's and a hook's name.
pub(super) const NAME_CHARS: usize = 500;
pub(super) const HOOK_TYPE_CHARS: usize = 50;
/// Of a path, with or without a line.
pub(super) const FILE_CHARS: usize = 1000;
pub(super) const SCOPES: usize = 20;
pub(super) const SCOPE_CHARS: usize = 100;
pub(super) const TAGS: usize = 50;
/// Only a test's tags have a bound on their length.
pub(super) const TAG_CHARS: usize = 100;
/// Of the word that the start of a test may hold, which is no result yet.
pub(super) const PRELIMINARY_CHARS: usize = 50;
pub(super) const METADATA_KEYS: usize = 25;
pub(super) const METADATA_VALUES: usize = 10;
/// Of a key, and of a value.
pub(super) const METADATA_CHARS: usize = 500;
/// Of device, system and browser.
pub(super) const PLATFORM_CHARS: usize = 100;
pub(super) const VERSION_CHARS: usize = 50;
pub(super) const FAILURES: usize = 100;
pub(super) const LINES: usize = 1000;
pub(super) const LINE_CHARS: usize = 2000;
pub(super) const STEP_FAILURE_CHARS: usize = 5000;
/// Of lines in one call.
pub(super) const LOGS: usize = 500;
pub(super) const MESSAGE_CHARS: usize = 10_000;
pub(super) const LOG_KINDS: [&str; 6] = [
    "TEST_LOG",
    "HTTP",
    "TEST_SCREENSHOT",
    "HOOK_LOG",
    "TEST_STEP",
    "TEST_ATTACHMENT",
];
pub(super) const ATTACHMENT_TYPES: [&str; 4] =
    ["MANUAL_UPLOAD", "AUTO_UPLOAD", "SCREENSHOT", "LOG_FILE"];
