//! `parallax serve`: shows a library to people and programs over HTTP.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::owning::Owning;
use clap::Args;
use desk::threads;
use serve::{Limits, Proxy, ServeError, Settings};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  parallax serve                                     http://127.0.0.1:8031, for this machine alone
  parallax serve --listen 127.0.0.1:9000 --no-follow
  parallax readers add ada                           give ada a password first, then others may reach it:
  parallax serve --listen 0.0.0.0:8031 --name desk.example --secure
  parallax serve --listen 10.0.0.5:8031 --proxy-header X-Remote-User --proxy-from 10.0.0.1

One process over one library: pages, their JSON under /api/v1 (described by /api/v1/openapi.json), updates to a story as Atom
and JSON Feed, and the tools of parallax mcp at /mcp. While it runs it follows the feeds of the library. It asks nothing of any other host but what feeds and imports
lead to. Ctrl-C stops it; whatever was under way is taken up the next time.";

/// How often it is looked whether the user asked to stop.
const LOOK: Duration = Duration::from_millis(100);

/// Show the library in a browser, and give it to programs.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// Where to listen. Beyond this machine it refuses to start unless readers have to say who they are.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8031")]
    listen: SocketAddr,
    /// A name by which browsers reach it, besides those of this machine. May be given several times.
    #[arg(long, value_name = "HOST")]
    name: Vec<String>,
    /// Browsers reach it by TLS, through a proxy: cookies are never sent without.
    #[arg(long)]
    secure: bool,
    /// A header in which a proxy says who the reader is.
    #[arg(long, value_name = "HEADER", requires = "proxy_from")]
    proxy_header: Option<String>,
    /// The addresses of proxies that are believed: an address or a range such as 10.0.0.0/24. May be given several times.
    #[arg(long, value_name = "RANGE", requires = "proxy_header")]
    proxy_from: Vec<String>,
    /// Do not follow the feeds of the library; parallax watch does it elsewhere.
    #[arg(long)]
    no_follow: bool,
    /// A host to fetch from although its address is not of the public internet. May be given several times.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// So many requests a second are answered to one address. Behind a proxy all come from its own.
    #[arg(long, value_name = "N", default_value_t = Limits::default().rate)]
    rate: NonZeroU32,
    /// Let programs that speak the Model Context Protocol at /mcp make and undo corrections too, where the reader may.
    #[arg(long)]
    mcp_allow_corrections: bool,
    #[command(flatten)]
    owning: Owning,
}

impl Serve {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        interrupt::listen(console);
        let teller = self.owning.teller()?;
        let settings = self.settings(global)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot begin to serve: {error}")))?;
        let stop = async {
            while !interrupt::is_asked() {
                tokio::time::sleep(LOOK).await;
            }
        };
        let ready = |at: SocketAddr| {
            console.note(format!("serving {} at http://{at}; Ctrl-C stops", global.library.display()));
        };
        match runtime.block_on(serve::serve(settings, teller, ready, stop)) {
            Ok(()) => Ok(Outcome::Done),
            Err(ServeError::Desk(error)) => Err(error.into()),
            Err(error @ ServeError::Listen { .. }) => {
                Err(Failure::new(error.to_string()).hint("--listen names another address or port"))
            }
            Err(error @ ServeError::Open(_)) => Err(Failure::new(error.to_string())),
        }
    }

    fn settings(self, global: &Global) -> Result<Settings, Failure> {
        let proxy = match self.proxy_header {
            Some(header) => {
                let header =
                    header.parse().map_err(|_| Failure::new(format!("{header:?} is no name of a header")))?;
                let from = self.proxy_from.iter().map(|range| {
                    let one = range.parse::<IpAddr>().map(ipnet::IpNet::from);
                    range.parse::<ipnet::IpNet>().or(one).map_err(|_| {
                        Failure::new(format!("{range:?} is no address or range"))
                            .hint("write 10.0.0.1 or 10.0.0.0/24")
                    })
                });
                Some(Proxy { header, from: from.collect::<Result<_, _>>()? })
            }
            None => None,
        };
        let limits = Limits::default().at_rate(self.rate);
        Ok(Settings {
            limits,
            mcp_corrects: self.mcp_allow_corrections,
            listen: self.listen,
            threads: threads(global.threads),
            proxy,
            names: self.name,
            secure: self.secure,
            follow: !self.no_follow,
            allow_hosts: self.allow_host,
            ..Settings::new(global.library.clone())
        })
    }
}
