//! The tools of `mcp`, over HTTP: who calls is known as everywhere else.

use crate::app::App;
use crate::safe::Who;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use mcp::{Caller, Shelf};

/// Where they are asked.
pub(crate) const PATH: &str = "/mcp";

/// The route of the tools. They only read unless the settings say otherwise.
pub(crate) fn routes(app: &App) -> Router<App> {
    let shelf = Shelf::new(app.pool.clone(), app.patient_teller().clone(), app.settings.threads).in_haste();
    let shelf = if app.settings.mcp_corrects { shelf.with_corrections() } else { shelf };
    Router::new().route_service(PATH, mcp::service(shelf, app.settings.limits.body)).layer(from_fn(calling))
}

/// Says who calls.
async fn calling(mut request: Request, next: Next) -> Response {
    if let Some(who) = request.extensions().get::<Who>() {
        let name = format!("{} (MCP)", who.signs().unwrap_or("local"));
        let caller = Caller { name, may_correct: who.may_write };
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}
