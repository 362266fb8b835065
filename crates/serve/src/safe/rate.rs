//! How often one client may ask.

use crate::app::App;
use crate::pages::answer;
use crate::problem::Problem;
use crate::safe::Client;
use crate::settings::Limits;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::IpAddr;

type Keyed<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// So many clients and names are remembered before those that have been quiet are forgotten.
const REMEMBERED: usize = 4096;

/// The rates of all clients.
pub(crate) struct Rates {
    requests: Keyed<IpAddr>,
    sign_ins: Keyed<String>,
}

impl Rates {
    pub(crate) fn new(limits: &Limits) -> Self {
        let requests = Quota::per_second(limits.rate).allow_burst(limits.burst);
        let sign_ins = Quota::per_minute(limits.sign_ins);
        Self { requests: RateLimiter::hashmap(requests), sign_ins: RateLimiter::hashmap(sign_ins) }
    }

    /// Counts a request of this client.
    fn request(&self, client: IpAddr) -> Result<(), Problem> {
        if self.requests.len() > REMEMBERED {
            self.requests.retain_recent();
        }
        checked(&self.requests, &client)
    }

    /// Counts a try to sign in, by the client and by the name that is given.
    pub(crate) fn sign_in(&self, client: IpAddr, name: &str) -> Result<(), Problem> {
        if self.sign_ins.len() > REMEMBERED {
            self.sign_ins.retain_recent();
        }
        checked(&self.sign_ins, &format!("at {client}"))?;
        checked(&self.sign_ins, &format!("as {}", name.to_lowercase()))
    }
}

fn checked<K: Clone + Eq + std::hash::Hash>(rates: &Keyed<K>, key: &K) -> Result<(), Problem> {
    rates.check_key(key).map_err(|early| {
        let wait = early.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many requests in a short time")
            .hint(format!("wait {wait} seconds"))
            .retry(wait)
    })
}

/// Refuses requests beyond the rate of their client.
pub(crate) async fn at_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>().map(|client| client.0);
    match client.map_or(Ok(()), |client| app.rates.request(client)) {
        Ok(()) => next.run(request).await,
        Err(problem) => answer(&request, problem),
    }
}
