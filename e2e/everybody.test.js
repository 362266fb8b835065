// Each page for everybody: with axe, without a script, with keys alone, narrow and wide, light and dark.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser, open, sample, serve } from "./serving.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = [
  "/stories", "/stories?q=nothing-like-it", "/stories/1", "/stories/1/quotes", "/stories/1/lineage", "/articles/1?marks=name&marks=quotation", "/articles/1/sentences/6?at=900-960",
  "/compare?a=1&b=2", "/compare?a=6&b=7", "/stories/1/compare?a=Calder+Wire&b=Daily+Capstan", "/people?name=Ilarin+Dravash", "/search?q=cranes", "/search?q=cranes&in=facts",
  "/feeds", "/hooks?story=1", "/corrections", "/sign-in", "/stories/99",
];

let engine, server, empty;
before(async () => {
  engine = await browser();
  server = await serve(sample);
  empty = await serve();
});
after(async () => {
  await engine.close();
  await server.stop();
  await empty.stop();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on any page, ${colorScheme}`, async () => {
    const { context, page, go } = await open(engine, server, { colorScheme, bypassCSP: true });
    for (const path of pages) {
      await go(path);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)]), [], path);
    }
    await context.close();
  });
}

for (const width of [320, 1440]) {
  test(`no page is wider than ${width} pixels, and none complains`, async () => {
    const { context, page, complaints, go } = await open(engine, server, { viewport: { width, height: 800 } });
    for (const path of pages) {
      await go(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
    assert.deepEqual(complaints.filter((said) => !said.includes("404")), []);
    await context.close();
  });
}

test("all of it works without a script", async () => {
  const { context, page, complaints, go } = await open(engine, server, { javaScriptEnabled: false });
  await go("/stories");
  await page.getByRole("link", { name: /Minister weighs dredging fee/ }).click();
  await page.locator("#differ a.ref:visible").first().click();
  await page.waitForURL(/\/articles\/\d+\/sentences\/\d+/);
  await page.locator(".passage mark").first().waitFor();
  await page.getByRole("link", { name: "Read it in the whole report" }).click();
  await page.getByRole("checkbox", { name: /names/ }).check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.locator(".text .k-name").first().waitFor();
  await page.getByRole("searchbox", { name: /Search reports/ }).fill("strike");
  await page.keyboard.press("Enter");
  await page.locator(".hits li").first().waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("keys alone lead from the start page to a sentence and back", async () => {
  const { context, page, complaints, go } = await open(engine, server);
  await go("/stories");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  const isSeen = () => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none");
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 400; presses += 1) {
      await page.keyboard.press("Tab");
      if (wanted.test(await focused())) {
        assert.ok(await isSeen(), `the focus on ${wanted} cannot be seen`);
        return;
      }
    }
    assert.fail(`${wanted} cannot be reached`);
  };
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await page.keyboard.press("Enter");
  await tabTo(/^Minister weighs dredging fee/);
  await page.keyboard.press("Enter");
  await page.locator("h1", { hasText: "Minister weighs" }).waitFor();
  await tabTo(/^\d+:\d+$/);
  await page.keyboard.press("Enter");
  await page.locator("#panel mark").first().waitFor();
  await page.keyboard.press("Escape");
  assert.match(await focused(), /^\d+:\d+$/);
  await tabTo(/^why$/);
  await page.keyboard.press("Enter");
  await page.locator("details.why[open]").first().waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a library with nothing in it says what to do", async () => {
  const { context, page, complaints } = await open(engine, empty);
  await page.goto(`${empty.at}/`);
  await page.getByText("There are no reports yet").waitFor();
  await page.getByRole("link", { name: /Follow a feed/ }).click();
  await page.getByRole("heading", { name: "Add reports, follow feeds" }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
