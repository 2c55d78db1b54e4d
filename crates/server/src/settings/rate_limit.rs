//! `rate_limit.*`.

use api::RateLimits;

use super::key::section;

section! {
    /// How many requests a minute an account may send.
    pub struct RateLimit {
        /// Requests a minute in BrowserStack Test Management's dialect, counted for each organization; more
        /// answer 429. The vendor's limit is 300. 0: no limit.
        "rate_limit.browserstack" => browserstack: u32 = Number(0),
        /// The same in Test Reporting & Analytics', for each user. The vendor's is 320. 0: no limit.
        "rate_limit.reporting" => reporting: u32 = Number(0),
        /// The same in Testably's, for each key, with `X-RateLimit-…` on every answer. The vendor's is 60. 0: no limit.
        "rate_limit.testably" => testably: u32 = Number(0),
        /// The same in Applitools', for each key. 0: no limit.
        "rate_limit.applitools" => applitools: u32 = Number(0),
        /// The same in QAHub's, for each key. 0: no limit.
        "rate_limit.qahub" => qahub: u32 = Number(0),
        /// The same in our own, for each key. 0: no limit.
        "rate_limit.native" => native: u32 = Number(0),
    }
}

impl RateLimit {
    /// As what serves takes them.
    #[must_use]
    pub fn limits(&self) -> RateLimits {
        let &Self {
            browserstack,
            reporting,
            testably,
            applitools,
            qahub,
            native,
        } = self;
        RateLimits {
            browserstack,
            reporting,
            testably,
            applitools,
            qahub,
            native,
        }
    }
}
