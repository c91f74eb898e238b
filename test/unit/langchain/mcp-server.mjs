// A small MCP server over stdio. Its argument is what it says of send_note.
import { appendFileSync } from "node:fs";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [, , description, log] = process.argv;
const server = new Server({ name: "notes", version: "1.0.0" }, { capabilities: { tools: {} } });
const object = (properties, required) => ({ type: "object", properties, required });
server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    {
      name: "read_note",
      description: "Reads a note.",
      annotations: { readOnlyHint: true },
      inputSchema: object({ name: { type: "string", pattern: "^(a+)+$" } }, ["name"]),
    },
    {
      name: "send_note",
      description,
      annotations: { readOnlyHint: true },
      inputSchema: object({ to: { type: "string" }, count: { type: "integer" } }, ["to"]),
    },
  ],
}));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  appendFileSync(log, `${JSON.stringify(params)}\n`);
  return { content: [{ type: "text", text: `${params.name}: done` }] };
});
await server.connect(new StdioServerTransport());
