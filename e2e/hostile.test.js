// What stands in a report is only ever text.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { browser, open, serve } from "./serving.js";

const text = [
  "<script>alert(1)</script><img src=x onerror=alert(2)> “<b onmouseover=alert(3)>We go</b>, said nobody,” Mayor Ada Lund said on Monday. {{ 7*7 }} ${alert(4)}",
  `A word without an end: ${"x".repeat(3000)}. And \u202etxet desrever\u202c, a bell \u0007 and \u001b[31mred.`,
  "قالت العمدة آدا لوند يوم الاثنين إن البوابة ستفتح. שלום לכולם.",
].join("\n\n");

test("nothing in a report acts, and no page of it overflows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const line = { id: "\"><script>alert(5)</script>", title: "<i>Title</i>\u202e", outlet: "<b>Tide</b>", url: "javascript:alert(6)", published: "2031-05-05", text };
  writeFileSync(join(folder, "a.jsonl"), `${JSON.stringify(line)}\n`);
  const engine = await browser();
  const server = await serve(join(folder, "a.jsonl"));
  try {
    for (const width of [320, 1440]) {
      const { context, page, complaints, go } = await open(engine, server, { viewport: { width, height: 800 } });
      for (const path of ["/stories", "/stories/1", "/articles/1?marks=quotation&marks=name&at=0-40", "/articles/1/sentences/1?at=0-40", "/people?name=Ada+Lund", "/search?q=nobody", "/search?q=nobody&in=quotations"]) {
        await go(path);
        const found = await page.evaluate(() => ({
          made: document.querySelectorAll("main script, main img, main b[onmouseover], main i, a[href^='javascript']").length,
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        }));
        assert.deepEqual(found, { made: 0, wide: 0 }, `${path} at ${width}`);
      }
      await go("/articles/1");
      const directions = await page.evaluate(() => [...document.querySelectorAll(".text p")].map((one) => getComputedStyle(one).direction));
      assert.equal(directions.at(-1), "rtl");
      assert.deepEqual(complaints, []);
      await context.close();
    }
  } finally {
    await engine.close();
    await server.stop();
  }
});
