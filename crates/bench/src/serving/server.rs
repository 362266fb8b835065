//! The program as a server of its own, and what it is told to do.

use anyhow::{Context as _, Result, bail, ensure};
use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// So long an import may take.
const PATIENCE: Duration = Duration::from_mins(15);

/// A running server.
pub(super) struct Server {
    process: Child,
    /// Its address, without a slash at the end.
    pub(super) address: String,
}

/// The program beside this one.
pub(crate) fn program() -> Result<std::path::PathBuf> {
    let parallax = env::current_exe()?.with_file_name("parallax");
    ensure!(parallax.is_file(), "{} is not there: cargo build -r -p cli", parallax.display());
    Ok(parallax)
}

impl Server {
    /// Over this library. Nothing limits how often one address asks.
    pub(super) fn start(library: &Path) -> Result<Self> {
        let mut process = Command::new(program()?)
            .arg("--library")
            .arg(library)
            .args(["serve", "--listen", "127.0.0.1:0", "--no-follow", "--rate", "1000000"])
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(process.stderr.take().context("nothing is heard of the server")?);
        let mut line = String::new();
        loop {
            line.clear();
            ensure!(said.read_line(&mut line)? > 0, "the server ended by itself");
            if let Some(address) = line.split_once(" at http://").and_then(|(_, rest)| rest.split(';').next())
            {
                let address = format!("http://{address}");
                // What it says later is read, so that it is never kept waiting.
                std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                return Ok(Self { process, address });
            }
        }
    }

    /// The most memory it had, in MB.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        crate::speed::peak_memory_of(&self.process.id().to_string())
    }

    /// Sends a file to be taken in, as the form of the page does. Gives the address of the import.
    pub(super) fn import(&self, file: &Path) -> Result<String> {
        const BOUNDARY: &str = "parallax-bench-boundary";
        let page = ureq::get(format!("{}/feeds", self.address)).call()?.body_mut().read_to_string()?;
        let token = page.split_once("name=\"csrf\" value=\"").and_then(|(_, rest)| rest.split('"').next());
        let token = token.context("the page of imports has no form")?;
        let lines = fs::read_to_string(file)?;
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--{BOUNDARY}\r\nContent-Disposition: \
             form-data; name=\"files\"; filename=\"more.jsonl\"\r\nContent-Type: application/x-ndjson\r\n\r\n{lines}\r\n--{BOUNDARY}--\r\n"
        );
        let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
        let sent = agent
            .post(format!("{}/imports", self.address))
            .content_type(format!("multipart/form-data; boundary={BOUNDARY}"))
            .send(body)?;
        let place = sent.headers().get("location").and_then(|place| place.to_str().ok());
        Ok(place.context("the import was not begun")?.to_owned())
    }

    /// Waits until an import is over. Gives what came of it.
    pub(super) fn wait(&self, import: &str) -> Result<String> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let told =
                ureq::get(format!("{}/api/v1{import}", self.address)).call()?.body_mut().read_to_string()?;
            let told: serde_json::Value = serde_json::from_str(&told)?;
            if let Some(ended) = told["ended"].as_str() {
                return Ok(ended.to_owned());
            }
            sleep(Duration::from_millis(200));
        }
        bail!("the import did not end")
    }

    /// Has it stop, as a user does.
    pub(super) fn stop(mut self) -> Result<()> {
        let id = self.process.id().to_string();
        ensure!(
            Command::new("kill").args(["-INT", &id]).status()?.success(),
            "the server could not be stopped"
        );
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already unless something failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
