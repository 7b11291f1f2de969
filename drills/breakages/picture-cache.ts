/**
 * Somebody's cache before the pictures, as the edge takes one: asks a server what it does not have. Told
 * to (SIGUSR1, SIGUSR2), it answers damaged what it has, and again as it was.
 * Run: node picture-cache.ts <port> <ports of servers>...
 */
import { createServer } from 'node:http';

const [port, ...servers] = process.argv.slice(2).map(Number);
const kept = new Map<string, Buffer>();
let damaged = false;
process.on('SIGUSR1', () => {
  damaged = true;
});
process.on('SIGUSR2', () => {
  damaged = false;
});

async function ask(path: string): Promise<Response | null> {
  for (const server of servers) {
    const response = await fetch(`http://127.0.0.1:${server}${path}`).catch(() => null);
    if (response !== null) return response;
  }
  return null;
}

createServer(async (request, response) => {
  const path = request.url ?? '/';
  if (path === '/health/cache') return void response.end();
  const known = kept.get(path);
  if (known !== undefined) {
    const bytes = Buffer.from(known);
    if (damaged) bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 0xff, bytes.length - 20);
    return void response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
  }
  const answer = await ask(path);
  // Before the first deploy nobody is there, and nobody has any pictures.
  if (answer === null) return void response.writeHead(404).end();
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.ok) kept.set(path, bytes);
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  response.writeHead(answer.status, { 'content-type': type }).end(bytes);
}).listen(port, '127.0.0.1');
