// A server over a library of its own, and a browser that lets nothing leave the machine and hears every complaint.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "..");
const program = process.env.PARALLAX ?? join(root, "target/release/parallax");

/** The reports of the invented story that comes with the program. */
export const sample = join(root, "examples/harbor-talks");

/** The words by which the program is run over the library in `folder`. */
export function commandLine(folder, ...words) {
  return [program, "--library", join(folder, "library.db"), ...words];
}

/** Runs the program over the library in `folder`, and gives what it printed. */
export function parallax(folder, ...words) {
  const [command, ...rest] = commandLine(folder, ...words);
  const run = spawnSync(command, rest, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`parallax ${words.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

/** A server over a new library with these reports; `stop` ends it and takes the library away. */
export async function serve(...paths) {
  const folder = mkdtempSync(join(tmpdir(), "parallax-"));
  if (paths.length > 0) parallax(folder, "--quiet", "add", ...paths);
  const [command, ...rest] = commandLine(folder, "serve", "--listen", "127.0.0.1:0");
  const child = spawn(command, rest);
  const at = await new Promise((found, failed) => {
    let said = "";
    child.stderr.on("data", (piece) => {
      said += piece;
      const address = /at (http:\/\/\S+);/.exec(said);
      if (address) found(address[1]);
    });
    child.on("exit", () => failed(new Error(said)));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { at, folder, stop };
}

/** A browser as Debian has it, without anything that calls home. */
export function browser() {
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...quiet] });
}

/** A page of `server`. `complaints` has each request to another host, each error and each warning of a policy. */
export async function open(engine, server, options = {}) {
  const context = await engine.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints = [];
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(server.at) && !request.url().startsWith("data:")) complaints.push(`request: ${request.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  const go = (path) => page.goto(server.at + path);
  return { context, page, complaints, go };
}
