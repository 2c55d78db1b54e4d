//! Who may call from a browser: any page, as the deployed endpoint says. That it may send an `Idempotency-Key` is ours.

use crate::cross_origin::CrossOrigin;

pub(crate) static ORIGINS: CrossOrigin = CrossOrigin {
    origin: "*",
    headers: "authorization, x-client-info, apikey, content-type, idempotency-key",
};
