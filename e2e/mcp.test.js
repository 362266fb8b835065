// The tools for assistant programs, as the official SDK of the Model Context Protocol meets them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { commandLine, sample, serve } from "./serving.js";

let server;
before(async () => {
  server = await serve(sample);
});
after(() => server.stop());

/** Asks as an assistant would: what is new, what is disputed, the sentence behind it. */
async function asks(client) {
  const { tools } = await client.listTools();
  assert.ok(tools.length >= 12 && tools.every((tool) => tool.annotations.readOnlyHint));
  // The client holds each answer against the schema of its tool.
  const answer = async (name, asked) => {
    const result = await client.callTool({ name, arguments: asked });
    assert.ok(!result.isError, JSON.stringify(result.content));
    return result.structuredContent;
  };
  const news = await answer("whats_new", { since: "2031-05-01" });
  const { story } = news.stories[0].story;
  const disputed = await answer("get_account", { story, part: "facts", standing: "disputed" });
  const { article, sentence, untrusted_text: words } = disputed.facts[0].statement;
  const opened = await answer("get_sentence", { article, sentence });
  assert.equal(opened.cited.untrusted_text, words);
  const wrong = await client.callTool({ name: "get_story", arguments: { story: 4000 } });
  assert.ok(wrong.isError && /4000/.test(wrong.content[0].text));
  await assert.rejects(client.callTool({ name: "make_correction", arguments: {} }), /no tool called/);
}

test("an assistant asks on standard input and output", async () => {
  const [command, ...words] = commandLine(server.folder, "mcp");
  const client = new Client({ name: "e2e", version: "1" });
  await client.connect(new StdioClientTransport({ command, args: words }));
  await asks(client);
  await client.close();
});

test("an assistant asks over HTTP", async () => {
  const client = new Client({ name: "e2e", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", server.at)));
  await asks(client);
  await client.close();
});
