// What a reader does with each page.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, open, parallax, sample, serve } from "./serving.js";

let engine, server, visit;
before(async () => {
  engine = await browser();
  server = await serve(sample);
});
after(async () => {
  await engine.close();
  await server.stop();
});
beforeEach(async () => {
  visit = await open(engine, server);
});
afterEach(async () => {
  assert.deepEqual(visit.complaints, []);
  await visit.context.close();
});

test("from the start page to what differs, the sentence behind it and an export", async () => {
  const { page, go } = visit;
  await go("/");
  await page.getByRole("heading", { name: "Stories", exact: true }).waitFor();
  await page.getByRole("link", { name: /Minister weighs dredging fee/ }).click();
  await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Where they differ" }).click();
  const line = page.locator("#differ li.item").first();
  assert.match(await line.textContent(), /disputed/);
  const reference = line.locator("a.ref:visible").first();
  await reference.click();
  const panel = page.locator("#panel");
  await panel.locator("mark").first().waitFor();
  assert.match(await panel.locator(".passage").textContent(), /\S/);
  // Whose words they are, and the way out, stay in sight however far down the sentence is.
  for (const part of [page.getByRole("button", { name: "Close the source" }), panel.locator("header h2")]) {
    const box = await part.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 900, JSON.stringify(box));
  }
  assert.match(await panel.getByRole("link", { name: "Find it on the outlet’s page" }).getAttribute("href"), /#.*:~:text=/);
  await page.keyboard.press("Escape");
  assert.equal(await panel.isVisible(), false);
  assert.equal(await reference.evaluate((link) => link === document.activeElement), true);
  await page.getByLabel("One outlet").selectOption("Calder Wire");
  await page.getByLabel("The other").first().selectOption("Daily Capstan");
  await page.getByRole("button", { name: "Compare outlets" }).click();
  await page.getByRole("heading", { name: /^In Daily Capstan, not in / }).waitFor();
  const compared = page.waitForEvent("download");
  await page.getByRole("link", { name: "one HTML file" }).click();
  assert.equal((await compared).suggestedFilename(), "story-1-comparison-extract.html");
  await page.goBack();
  await page.locator("#quotes a.who").first().click();
  await page.getByRole("heading", { name: "Said", exact: true }).first().waitFor();
  assert.match(await page.locator("ul.lines a.ref").first().textContent(), /\d{4}/);
  await page.goBack();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "The account with its sources in one HTML file" }).click();
  assert.equal((await download).suggestedFilename(), "story-1-account.html");
});

test("what came since the last look is first in the list and marked in the story", async () => {
  const { page, go } = visit;
  await go("/stories/1");
  await new Promise((done) => setTimeout(done, 1100));
  const file = join(server.folder, "later.txt");
  writeFileSync(file, "---\ntitle: Ferries stop at Saltmere\noutlet: The Ferry Gazette\npublished: 2031-05-06\n---\n\nLisbet Harrow, chief executive of Norrvane Terminals, told reporters in Wexholm on Tuesday that 37 tugboats would be sold. Ilarin Dravash of the Amalgamated Quay Workers called the sale of the Saltmere tugs a theft from the North Basin.\n");
  parallax(server.folder, "--quiet", "add", file);
  await go("/stories");
  const moved = page.getByRole("region", { name: "Moved since you last looked" });
  assert.match(await moved.textContent(), /1 report new/);
  await page.getByRole("button", { name: "Mark all as looked at" }).click();
  await moved.waitFor({ state: "detached" });
  await go("/stories/1?since=2031-05-06");
  assert.match(await page.locator("#news").textContent(), /new/);
  assert.ok((await page.locator("li span.new").count()) > 0);
});

test("a report shows what was read in it, and is corrected in place", async () => {
  const { page, go } = visit;
  await go("/articles/1");
  await page.getByRole("checkbox", { name: /quotations/ }).check();
  await page.locator(".k-quotation").nth(1).waitFor();
  await page.waitForURL(/marks=quotation/);
  await page.getByLabel("Place", { exact: true }).fill("6");
  await page.getByLabel(/^Speaker/).fill("Ada Lund");
  await page.getByRole("button", { name: "Correct", exact: true }).click();
  await page.getByText("Ada Lund speaks in").first().waitFor();
  await page.getByRole("link", { name: "Corrections" }).click();
  await page.getByRole("button", { name: /Take back/ }).first().click();
  await page.getByRole("heading", { name: "Taken back" }).waitFor();
});

test("reports, quotations and facts are found, and a person in all stories", async () => {
  const { page, go } = visit;
  await go("/search");
  await page.getByLabel("Words").fill("cranes");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await page.locator(".hits li").first().waitFor();
  for (const [kind, pattern] of [["Quotations", /quotation/], ["Facts", /fact/]]) {
    await page.getByRole("radio", { name: kind }).check();
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await page.locator("#found", { hasText: pattern }).waitFor();
  }
  await go("/people?name=Ilarin+Dravash");
  await page.getByRole("heading", { name: "Said" }).first().waitFor();
});

test("files are taken in while one watches", async () => {
  const { page, go } = visit;
  await go("/feeds");
  await page.getByLabel(/^Files:/).setInputFiles([{ name: "gate.txt", mimeType: "text/plain", buffer: Buffer.from("The gate of Lowmark was shut on Monday, the keeper said.") }]);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(/added 1 report/).waitFor();
});

test("every export is what it says it is", async () => {
  const { go, context } = visit;
  await go("/stories/1");
  for (const [form, has] of [
    ["account.html", "<!doctype html>"], ["account.md", "# "], ["account.txt", "Dravash"], ["account.json", "\"evidence\""], ["sources.bib", "@online"],
    ["sources.csl.json", "\"type\""], ["annotations.jsonld", "TextQuoteSelector"], ["updates.atom", "<feed"], ["updates.json", "jsonfeed.org"],
  ]) {
    const answer = await context.request.get(`${server.at}/stories/1/export/${form}`);
    const text = await answer.text();
    assert.ok(answer.ok() && text.includes(has), form);
    if (form.includes("json")) JSON.parse(text);
  }
});

test("two versions of a page stand side by side, with the words that changed", async () => {
  const { page, go } = visit;
  const { articles } = await (await fetch(`${server.at}/api/v1/search`)).json();
  const { versions } = await (await fetch(`${server.at}/api/v1/articles/${articles.find((one) => one.superseded).key}`)).json();
  await go(`/compare?a=${versions[0].key}&b=${versions[1].key}`);
  const table = page.getByRole("table");
  const reworded = table.locator("tr.reworded").first();
  assert.equal(await reworded.locator("td").count(), 2);
  const [before, after] = await reworded.locator("td mark").allTextContents();
  assert.notEqual(before, after);
  await table.getByText(/sentences? stayed as/).first().click();
  await table.locator("tr.same p").first().waitFor();
  await reworded.locator("a.ref").first().click();
  await page.locator("#panel mark").first().waitFor();
});
