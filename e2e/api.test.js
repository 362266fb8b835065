// The JSON API as schemathesis meets it, which asks whatever the description allows and much that it does not; feeds by a validator.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import validate from "jsonfeed-validator";
import { sample, serve } from "./serving.js";

let server;
before(async () => {
  server = await serve(sample);
});
after(() => server.stop());

/** The tools in Python that `npm run tools` installs. */
function python(tool) {
  const path = join(import.meta.dirname, ".venv/bin", tool);
  assert.ok(existsSync(path), `${path} is missing: npm run tools installs it`);
  return path;
}

test("updates to a story are valid feeds", async () => {
  const json = await (await fetch(`${server.at}/stories/1/export/updates.json`)).json();
  assert.equal(json.version, "https://jsonfeed.org/version/1.1");
  // The validator knows version 1. Version 1.1 keeps its rules, and has several authors in place of one.
  const items = json.items.map(({ authors: [author], ...item }) => ({ ...item, author }));
  assert.deepEqual(validate({ ...json, items, version: "https://jsonfeed.org/version/1" }), []);
  assert.ok(json.items.length > 3);
  const atom = await (await fetch(`${server.at}/stories/1/export/updates.atom`)).text();
  const path = join(server.folder, "updates.atom");
  writeFileSync(path, atom);
  const read = `
import feedparser, json, sys
feed = feedparser.parse(open(sys.argv[1], "rb").read())
print(json.dumps({
    "bozo": bool(feed.bozo), "version": feed.version, "id": feed.feed.get("id"), "updated": feed.feed.get("updated_parsed") is not None,
    "entries": [[entry.get("id"), entry.get("title"), entry.get("link"), entry.get("updated_parsed") is not None] for entry in feed.entries],
}))`;
  const run = spawnSync(python("python"), ["-c", read, path], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  const feed = JSON.parse(run.stdout);
  assert.deepEqual([feed.bozo, feed.version, feed.updated], [false, "atom10", true]);
  assert.equal(feed.entries.length, json.items.length);
  assert.equal(new Set(feed.entries.map(([id]) => id)).size, feed.entries.length);
  for (const [id, title, link, updated] of feed.entries) assert.ok(id && title && link && updated, id);
});

test("the JSON API keeps to its description, whatever is asked", { timeout: 600_000 }, () => {
  const run = spawnSync(
    python("st"),
    [
      "--config-file", join(import.meta.dirname, "schemathesis.toml"), "run", `${server.at}/api/v1/openapi.json`,
      "--max-examples", process.env.EXAMPLES ?? "25", "--seed", "1",
      // Streams of events do not end; feeds that are followed and webhooks would ask other machines.
      "--exclude-path", "/api/v1/events",
      "--no-color",
    ],
    { encoding: "utf8", maxBuffer: 1 << 26 },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
