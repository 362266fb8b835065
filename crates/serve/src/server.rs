//! Listens, and sees to it that no peer holds what others need.

use crate::app::{App, Shared, router};
use crate::jobs;
use crate::safe::Client;
use crate::settings::Settings;
use axum::extract::Request;
use desk::{DeskError, Teller};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::Library;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// So long open requests may go on when the server is to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the server cannot run.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Others could reach it, and nobody would have to say who they are.
    #[error(
        "{0} can be reached from other machines, and nobody would have to sign in: give a reader a password with parallax readers \
         add NAME, or name a proxy that says who a reader is with --proxy-header and --proxy-from"
    )]
    Open(SocketAddr),
    /// It cannot listen there.
    #[error("cannot listen at {at}: {source}")]
    Listen {
        /// Where.
        at: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The library cannot be used.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

/// Serves a library, its stories told by `teller`, until `stop` is done. `ready` is called with the address once it can be asked.
///
/// # Errors
///
/// When it cannot run as it is told to; see [`ServeError`].
pub async fn serve(
    settings: Settings,
    teller: Teller,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let listen = settings.listen;
    let limits = settings.limits.clone();
    let app: App = Arc::new(Shared::new(settings, teller)?);
    let readers = app.pool.with(Library::readers);
    let has_password = readers.is_ok_and(|readers| readers.iter().any(|reader| reader.secret.is_some()));
    if !app.settings.is_local() && !has_password && app.settings.proxy.is_none() {
        return Err(ServeError::Open(listen));
    }
    let failed = |source| ServeError::Listen { at: listen, source };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let at = listener.local_addr().map_err(failed)?;
    let background = jobs::begin(&app);
    ready(at);
    let routes = router(&app);
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let Ok(place) = place else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Too many open files: some are closed in a moment.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = routes.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Client(peer.ip()));
            request.map(axum::body::Body::new)
        });
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(64 << 10);
        let connection = http.serve_connection(
            TokioIo::new(Box::pin(patient(stream, limits.silence))),
            TowerToHyperService::new(service),
        );
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A peer that goes away in the middle is no failure of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    app.stop();
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(PATIENCE) => {}
    }
    let _ =
        tokio::task::spawn_blocking(move || background.into_iter().for_each(|one| drop(one.join()))).await;
    Ok(())
}

/// A connection on which neither side may be silent for long.
fn patient(stream: TcpStream, silence: Duration) -> TimeoutStream<TcpStream> {
    // Small answers go out at once. It fails on a connection that is gone, which is noticed anyway.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(silence));
    // Between two requests, and while an event stream only writes, nothing is read.
    stream.set_read_timeout(None);
    stream
}
