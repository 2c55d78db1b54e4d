//! Gives a file back, as a download that no browser runs.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam,
    DispositionType, ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};
use futures::StreamExt;
use store::attachments::Attachment;
use store::files::FileKey;

use super::kind::SVG;
use crate::app::App;
use crate::failure::{Failure, Noun};

/// Streams a file.
pub(crate) async fn send(
    app: &App,
    attachment: &Attachment,
    file: FileKey,
) -> Result<HttpResponse, Failure> {
    let Some(pieces) = app.files.read(file).await? else {
        tracing::error!(file = %attachment.file, "an attachment's file is not in the data folder");
        return Err(Failure::NotFound(Noun::Attachment));
    };
    let pieces = pieces.map(|piece| piece.map_err(Box::<dyn std::error::Error>::from));
    Ok(HttpResponse::Ok()
        .content_type(safe(&attachment.media_type))
        .insert_header(disposition(&attachment.file_name))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        // A key may stand in the address, and then shared caches keep what they are given.
        .insert_header((CACHE_CONTROL, "private"))
        .body(SizedStream::new(attachment.size, pieces)))
}

/// A browser that is sent an SVG runs the scripts in it.
fn safe(media_type: &str) -> &str {
    match media_type {
        SVG => "application/octet-stream",
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    }
}

/// `attachment; filename="…"`; a name beyond ASCII is also given in the form that keeps it.
fn disposition(name: &str) -> ContentDisposition {
    let plain = |letter: char| {
        let fits = letter.is_ascii() && !matches!(letter, '"' | '\\' | '%');
        if fits { letter } else { '_' }
    };
    let ascii: String = name.chars().map(plain).collect();
    let exact = ascii == name;
    let mut parameters = vec![DispositionParam::Filename(ascii)];
    if !exact {
        parameters.push(DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        }));
    }
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_whatever_is_in_it() {
        for (name, expected) in [
            ("shot.png", "attachment; filename=\"shot.png\""),
            (
                "a\"b.png",
                "attachment; filename=\"a_b.png\"; filename*=UTF-8''a%22b.png",
            ),
            (
                "é.png",
                "attachment; filename=\"_.png\"; filename*=UTF-8''%C3%A9.png",
            ),
        ] {
            assert_eq!(disposition(name).to_string(), expected);
        }
    }

    #[test]
    fn what_a_browser_would_run_is_of_no_type() {
        assert_eq!(safe(SVG), "application/octet-stream");
        assert_eq!(safe("image/png"), "image/png");
    }
}
