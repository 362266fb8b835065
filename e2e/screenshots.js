// Remakes the pictures of the README: node screenshots.js

import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { browser, open, sample, serve } from "./serving.js";

const folder = resolve(import.meta.dirname, "../docs/screenshots");
mkdirSync(folder, { recursive: true });
const engine = await browser();
const server = await serve(sample);

async function picture(name, path, { width = 1100, height = 800, colorScheme = "light", then = async () => {} } = {}) {
  const { context, page, go } = await open(engine, server, { viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  await go(path);
  await then(page);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
}

await picture("stories", "/stories", { height: 520 });
await picture("story", "/stories/1");
await picture("sentence", "/stories/1#differ", {
  then: async (page) => {
    await page.locator("#differ a.ref:visible").first().click();
    await page.locator("#panel mark").first().waitFor();
  },
});
await picture("compare", "/stories/1/compare?a=Calder+Wire&b=Daily+Capstan");
await picture("article", "/articles/1?marks=quotation&marks=time");
await picture("phone", "/stories/1", { width: 390, colorScheme: "dark" });
await engine.close();
await server.stop();
