/** The Model Context Protocol, spoken by its own library; nothing is kept from one call to the next. */
import {
  createMcpHandler,
  isLegacyRequest,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { decidingTools } from './deciding-tools.ts';
import { lookingTools } from './looking-tools.ts';
import { callTool, type Tool, type ToolContext } from './tool.ts';

const tools = new Map<string, Tool>(
  [...lookingTools, ...decidingTools].map((tool) => [tool.described.name, tool]),
);

const instructions =
  'Twinlens compares pictures of user interfaces between commits. Begin with list_comparisons_for_sha and the SHA of the commit, look with get_comparison_details and get_images, and decide only when the person asks for it: what you decide is shown as theirs, by you.';

/** One for each call: it acts for the person of that call. */
function createServer(context: ToolContext): Server {
  const server = new Server(
    { name: 'twinlens', title: 'Twinlens', version: '1' },
    { capabilities: { tools: {} }, instructions },
  );
  server.setRequestHandler('tools/list', () => ({
    tools: [...tools.values()].map(({ described }) => described),
  }));
  server.setRequestHandler('tools/call', ({ params }) => {
    const tool = tools.get(params.name);
    if (tool === undefined) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `there is no tool "${params.name.slice(0, 100)}", only ${[...tools.keys()].join(', ')}`,
      );
    }
    return callTool(tool, context, params.arguments);
  });
  return server;
}

interface Call {
  /** Without its body. */
  request: Request;
  body: unknown;
  context: ToolContext;
  /** Of what is our fault: the assistant learns only that something is. */
  onError: (error: Error) => void;
}

/**
 * Answers one message, of the revision of 2026 and of those before it, with JSON and never a stream: tools
 * say nothing before their answer.
 */
export async function serve({ request, body, context, onError }: Call): Promise<Response> {
  if (await isLegacyRequest(request, body)) {
    const server = createServer(context);
    server.onerror = onError;
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const response = await transport.handleRequest(request, { parsedBody: body });
    const text = await response.text();
    await server.close();
    return new Response(text === '' ? null : text, response);
  }
  // Nothing ever changes that could be listened for.
  const handler = createMcpHandler(() => createServer(context), {
    legacy: 'reject',
    maxSubscriptions: 0,
    onerror: onError,
  });
  return handler.fetch(request, { parsedBody: body });
}
