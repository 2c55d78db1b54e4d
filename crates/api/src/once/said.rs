//! What a request says besides its name, and the digest by which it is told from another of the same name.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpMessage, HttpRequest, mime};
use futures::{Stream, StreamExt, TryStreamExt, future, stream};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::body::{self, Pieces};
use crate::failure::Failure;
use crate::room::{Held, Room};

/// The query and the body of a request. The body is read by the handler, if at all; what it leaves is read after.
pub(super) struct Said {
    source: Rc<RefCell<Source>>,
    limit: usize,
    patience: Duration,
    /// The room of a form that waits on the disk.
    _on_disk: Held,
}

struct Source {
    pieces: Pieces,
    fingerprint: Fingerprint,
}

impl Said {
    /// The body is taken in first: it may come slowly, and a connection to the database is held from then on. Forms
    /// are not held in memory, and wait on the disk. With it comes the room that it takes up.
    pub(super) async fn new(
        app: &App,
        room: &Room,
        request: &HttpRequest,
        payload: Payload,
    ) -> Result<(Self, Held), Failure> {
        let (mut held, mut waiting) = (room.hold(), room.hold_on_disk());
        let content_type = request.mime_type().ok().flatten();
        let form = content_type.filter(|it| it.type_() == mime::MULTIPART);
        let (pieces, limit): (Pieces, usize) = if form.is_some() {
            let limit = app.largest_form();
            let coming = body::pieces(payload, limit, app.body_patience);
            (on_disk(app, coming, &mut waiting).await?, limit)
        } else {
            let mut coming = pin!(body::pieces(payload, app.max_body_bytes, app.body_patience));
            let mut taken = Vec::new();
            while let Some(piece) = coming.next().await {
                held.grow(piece.as_ref().map_or(0, Bytes::len))?;
                taken.push(piece);
            }
            (Box::pin(stream::iter(taken)), app.max_body_bytes)
        };
        let boundary = form.as_ref().and_then(|it| it.get_param(mime::BOUNDARY));
        let mut fingerprint = Fingerprint::new(boundary.as_ref().map(mime::Name::as_str));
        fingerprint.take_query(request.query_string());
        let source = Source {
            pieces,
            fingerprint,
        };
        let said = Self {
            source: Rc::new(RefCell::new(source)),
            limit,
            patience: app.body_patience,
            _on_disk: waiting,
        };
        Ok((said, held))
    }

    /// The body.
    pub(super) fn body(&self) -> Pieces {
        let source = Rc::clone(&self.source);
        Box::pin(stream::poll_fn(move |context| {
            let Source {
                pieces,
                fingerprint,
            } = &mut *source.borrow_mut();
            let polled = pieces.poll_next_unpin(context);
            polled.map(|piece| piece.inspect(|piece| fingerprint.take_piece(piece)))
        }))
    }

    /// The digest of everything.
    pub(super) async fn digest(self) -> Result<[u8; 32], Failure> {
        let broken = |error| body::broken(error, self.limit);
        let rest = body::pieces(self.body(), self.limit, self.patience);
        rest.map_err(broken)
            .try_for_each(|_| future::ready(Ok(())))
            .await?;
        let fingerprint = &mut self.source.borrow_mut().fingerprint;
        Ok(std::mem::take(fingerprint).finish())
    }
}

/// All that came, from the disk; where it broke off, it does so again.
async fn on_disk(
    app: &App,
    pieces: impl Stream<Item = Result<Bytes, PayloadError>>,
    held: &mut Held,
) -> Result<Pieces, Failure> {
    let mut pieces = pin!(pieces);
    let mut scratch = app.files.scratch();
    let mut broken = None;
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => {
                held.grow(piece.len())?;
                scratch.write(piece).await?;
            }
            Err(error) => broken = Some(Err(error)),
        }
    }
    let written = scratch.read().await?.map_err(PayloadError::Io);
    Ok(Box::pin(written.chain(stream::iter(broken))))
}

/// The digest of a request, while it comes.
#[derive(Default)]
struct Fingerprint {
    hash: Sha256,
    /// What parts a form, empty where the body is none: a line's end, two hyphens and the boundary. A client that
    /// writes its form anew makes up another boundary, so that is left out; in a file it is a text like any other.
    delimiter: Vec<u8>,
    /// What came last and may be the beginning of a delimiter.
    tail: Vec<u8>,
    /// How many bytes were taken since the last delimiter. It stands for the delimiter, so that nothing which a file
    /// can hold does.
    part: u64,
}

impl Fingerprint {
    fn new(boundary: Option<&str>) -> Self {
        let Some(boundary) = boundary else {
            return Self::default();
        };
        Self {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            // The first delimiter stands at the beginning.
            tail: b"\r\n".to_vec(),
            ..Self::default()
        }
    }

    /// Without the access key, which may stand there and is part of the name.
    fn take_query(&mut self, query: &str) {
        let tells = |pair: &&str| !pair.is_empty() && !pair.starts_with("apiKey=");
        for pair in query.split('&').filter(tells) {
            self.hash.update(pair);
            self.hash.update("&");
        }
        self.hash.update("\0");
    }

    fn take_piece(&mut self, piece: &Result<Bytes, PayloadError>) {
        if let Ok(bytes) = piece {
            self.take(bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let length = self.delimiter.len();
        if length == 0 {
            self.hash.update(bytes);
            return;
        }
        let mut tail = std::mem::take(&mut self.tail);
        tail.extend_from_slice(bytes);
        let mut windows = tail.windows(length).enumerate();
        let mut done = 0;
        while let Some((at, _)) = windows.find(|(at, it)| *at >= done && *it == self.delimiter) {
            self.take_part(tail.get(done..at).unwrap_or_default());
            self.end_part();
            done = at + length;
        }
        let kept = tail
            .len()
            .min(done.max((tail.len() + 1).saturating_sub(length)));
        self.take_part(tail.get(done..kept).unwrap_or_default());
        tail.drain(..kept);
        self.tail = tail;
    }

    fn take_part(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.part += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    }

    fn end_part(&mut self) {
        let length = std::mem::take(&mut self.part);
        self.hash.update(length.to_be_bytes());
    }

    fn finish(mut self) -> [u8; 32] {
        let tail = std::mem::take(&mut self.tail);
        self.take_part(&tail);
        if !self.delimiter.is_empty() {
            self.end_part();
        }
        self.hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str, boundary: &str, pieces: &[&str]) -> [u8; 32] {
        let boundary = Some(boundary).filter(|it| !it.is_empty());
        let mut fingerprint = Fingerprint::new(boundary);
        fingerprint.take_query(query);
        for piece in pieces {
            fingerprint.take(piece.as_bytes());
        }
        fingerprint.finish()
    }

    #[test]
    fn it_is_the_same_however_the_body_comes_in_pieces() {
        let body = "--xyz\r\na\r\n--xyz\r\nxy\r\n--xyz--";
        let whole = of("", "xyz", &[body]);
        for cut in 0..body.len() {
            let (one, two) = body.split_at(cut);
            assert_eq!(of("", "xyz", &[one, two]), whole, "{cut}");
            assert_eq!(of("", "", &[one, two]), of("", "", &[body]), "{cut}");
        }
        let letters: Vec<&str> = body.split("").collect();
        assert_eq!(of("", "xyz", &letters), whole);
    }

    #[test]
    fn the_boundary_of_a_form_and_the_place_of_the_key_do_not_tell() {
        assert_eq!(
            of("", "xyz", &["--xyz\r\na\r\n--xyz--"]),
            of("", "12345", &["--12345\r\na\r\n--12345--"])
        );
        assert_eq!(of("apiKey=1", "", &["a"]), of("", "", &["a"]));
        assert_eq!(of("a=1&apiKey=1", "", &[]), of("a=1", "", &[]));
    }

    #[test]
    fn the_boundary_tells_where_it_parts_nothing() {
        let form = |boundary: &str, file: &str| {
            of(
                "",
                boundary,
                &[&format!("--{boundary}\r\n\r\n{file}\r\n--{boundary}--\r\n")],
            )
        };
        for (one, other) in [
            ("a", "axyz"),
            ("a", "a--xyz"),
            ("a", "a\n--xyz"),
            ("axyzb", "ab"),
            ("a\r\n--b", "a\r\n--xyzb"),
            ("a\r\n--", "a\r\n--xyz"),
        ] {
            assert_ne!(form("xyz", one), form("xyz", other), "{one:?} {other:?}");
        }
        for file in ["a", "a\r\n--", "xy", "--xy", "\r\n--\r\n--"] {
            assert_eq!(form("xyz", file), form("12345", file), "{file:?}");
        }
        // A file that holds the boundary is another file than one that holds the other boundary.
        assert_ne!(form("xyz", "-xyz"), form("12345", "-12345"));
        // What is left of two parts is not what one part can hold.
        let two = of("", "xyz", &["--xyz\r\na\r\n--xyz\r\nb\r\n--xyz--"]);
        let one = of("", "xyz", &["--xyz\r\na\r\n--\r\nb\r\n--xyz--"]);
        assert_ne!(two, one);
    }

    #[test]
    fn everything_else_tells() {
        let one = of("dry_run=true", "", &["{}"]);
        for other in [
            of("dry_run=false", "", &["{}"]),
            of("", "", &["{}"]),
            of("dry_run=true", "", &["{ }"]),
            of("dry_run=true{}", "", &[""]),
        ] {
            assert_ne!(other, one);
        }
        assert_ne!(
            of("", "xyz", &["--xyz\r\na\r\n--xyz--"]),
            of("", "xyz", &["--xyz\r\nb\r\n--xyz--"])
        );
    }
}
