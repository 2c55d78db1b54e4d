//! What an answer leaves of its request's body.
//!
//! Actix closes the connection after an answer to a body that has not come to its end, but for one in chunks: if nobody
//! holds that any more, it reads on until the end comes, however long that takes. So the answer holds it.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage};
use futures::{Stream, StreamExt};

use crate::body;

/// Answers the request, and closes its connection if its body does not come to an end.
///
/// A good answer may come before the end of a form that was read, so what is left of it has a moment to come.
pub(crate) async fn closed(
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<Answer>, Error> {
    let payload = request.take_payload();
    let coming = (!matches!(payload, Payload::None)).then(|| Coming::from(payload));
    if let Some(coming) = &coming {
        let payload = Box::pin(coming.clone());
        request.set_payload(Payload::Stream { payload });
    }
    let response = next.call(request).await?;
    let coming = coming.filter(Coming::is_unread);
    if let Some(coming) = &coming
        && response.status().is_success()
    {
        body::pass_over(coming.clone()).await;
    }
    let unread = coming.filter(Coming::is_unread);
    Ok(response.map_body(|_, body| Answer { body, unread }))
}

/// The body of a request. All clones are the same one.
#[derive(Clone)]
struct Coming(Rc<RefCell<Source>>);

struct Source {
    payload: Payload,
    is_over: bool,
}

impl Coming {
    fn is_unread(&self) -> bool {
        !self.0.borrow().is_over
    }
}

impl From<Payload> for Coming {
    fn from(payload: Payload) -> Self {
        let source = Source {
            payload,
            is_over: false,
        };
        Self(Rc::new(RefCell::new(source)))
    }
}

impl Stream for Coming {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let source = &mut *self.0.borrow_mut();
        if source.is_over {
            return Poll::Ready(None);
        }
        let piece = ready!(source.payload.poll_next_unpin(context));
        source.is_over = piece.is_none();
        Poll::Ready(piece)
    }
}

/// The body of an answer, with what is left of the request's.
pub(crate) struct Answer {
    body: BoxBody,
    unread: Option<Coming>,
}

impl MessageBody for Answer {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        // A client that sends all before it reads would else wait for us, and we for it.
        if let Some(unread) = &mut self.unread {
            while let Poll::Ready(Some(Ok(_))) = unread.poll_next_unpin(context) {}
        }
        Pin::new(&mut self.body).poll_next(context)
    }
}
