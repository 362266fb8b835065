//! `parallax mcp`: gives a library to an assistant program.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::owning::Owning;
use ::mcp::Shelf;
use clap::Args;
use desk::{Pool, check_model, threads};
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  parallax mcp
  parallax --library harbor.db mcp --allow-corrections

An assistant program starts it and speaks the Model Context Protocol with it on standard input and output; tell it the command, as in
  { \"mcpServers\": { \"parallax\": { \"command\": \"parallax\", \"args\": [\"--library\", \"/path/to/library.db\", \"mcp\"] } } }
parallax serve gives the same tools over HTTP, at /mcp. Each answer names the sentences that it rests on, and says which text is from
outside. It ends when its input does.";

/// Give the library to an assistant program: the Model Context Protocol on standard input and output.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Mcp {
    /// Offer tools that make and undo corrections too; else nothing can be changed.
    #[arg(long)]
    allow_corrections: bool,
    #[command(flatten)]
    owning: Owning,
}

impl Mcp {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        check_model()?;
        let teller = self.owning.teller()?;
        // Says what there is to say about the library, and fails here where it cannot be opened.
        drop(library::open(global, console)?);
        let pool = Arc::new(Pool::new(global.library.clone()));
        let shelf = Shelf::new(pool, teller, threads(global.threads));
        let shelf = if self.allow_corrections { shelf.with_corrections() } else { shelf };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot begin to serve: {error}")))?;
        let served = runtime.block_on(::mcp::stdio(shelf));
        // A story that is being woven for nobody is not waited for.
        runtime.shutdown_background();
        served.map_err(|error| Failure::new(error.to_string()))?;
        Ok(Outcome::Done)
    }
}
