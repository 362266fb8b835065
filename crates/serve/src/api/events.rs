//! Server-sent events: what changed, and how far imports are.

use crate::pages::Visit;
use crate::problem::Problem;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// So often a quiet stream says that it is there.
const ALIVE: Duration = Duration::from_secs(15);

pub(super) async fn stream(
    visit: Visit,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let (receiver, place) = visit.app.bus.listen()?;
    let app = visit.app.clone();
    let events = unfold((receiver, place, app), |(mut receiver, place, app)| async move {
        loop {
            let heard = tokio::select! {
                heard = receiver.recv() => heard,
                () = tokio::time::sleep(Duration::from_secs(1)) => {
                    if app.is_stopping() { return None; }
                    continue;
                }
            };
            match heard {
                Ok(event) => {
                    let Ok(written) = Event::default().json_data(&event) else { continue };
                    return Some((Ok(written), (receiver, place, app)));
                }
                // Some were missed: the next says how it is now.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)))
}
