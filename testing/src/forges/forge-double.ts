/**
 * What doubles of forges have in common: a server that fails on request. What it takes and refuses is
 * said by each double, after the public description of its API: the forges themselves run nowhere
 * else.
 */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { check } from '@twinlens/contract';
import type { TSchema } from 'typebox';

export interface Asked {
  method: string;
  /** As it was sent: a part may be a whole path, written so. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
}

export interface Answered {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TakenStatus {
  sha: string;
  /** In the words of the forge. */
  state: string;
  context: string;
  description: string;
  targetUrl: string;
}

/** What the next requests get instead of an answer. */
export type ForgeFault =
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  /** Ends in the middle of a body; nothing was taken. */
  | { kind: 'cut' }
  /** Takes it, and ends in the middle of saying so, or never says so. */
  | { kind: 'taken-and-cut' }
  | { kind: 'taken-and-hang' }
  | { kind: 'reset' }
  /** Never answers. */
  | { kind: 'hang' };

export interface ForgeDouble {
  /** Where it listens. */
  origin: string;
  /** Every request that came, as `METHOD path`. */
  requests: string[];
  /** Every status that was taken, in order. */
  statuses: TakenStatus[];
  /** How a commit stands: its newest status of each context. */
  standing(sha: string): Record<string, Pick<TakenStatus, 'state' | 'description'>>;
  /** Loses what it has taken of a commit, as a forge that was set back to an earlier day. */
  forget(sha: string): void;
  /** What was wrong with requests that the forge would refuse. */
  refusals: string[];
  /** Lets as many requests fail. */
  fail(fault: ForgeFault, times?: number): void;
  /** Nothing fails any more. */
  recover(): void;
  /** Milliseconds its clock is ahead. */
  skewMs: number;
  /** Its time. */
  now(): Date;
  /** Nobody listens until `comeBack`, at the same address. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** What is wrong with a request by the description of the API; null where nothing is. */
export function problemOf(schema: TSchema, body: unknown): string | null {
  const checked = check(schema, body);
  return checked.ok ? null : checked.problem;
}

/** @param answer what the forge answers; a status of 400 and more is noted as a refusal */
export async function startForgeDouble(
  answer: (asked: Asked, double: ForgeDouble) => Answered,
): Promise<ForgeDouble> {
  let faults: { fault: ForgeFault; left: number }[] = [];
  const sockets = new Set<Socket>();
  const double: ForgeDouble = {
    origin: '',
    requests: [],
    statuses: [],
    standing(sha) {
      const of = this.statuses.filter((status) => status.sha === sha);
      return Object.fromEntries(
        of.map(({ context, state, description }) => [context, { state, description }]),
      );
    },
    forget(sha) {
      this.statuses = this.statuses.filter((status) => status.sha !== sha);
    },
    refusals: [],
    fail(fault, times = 1) {
      faults.push({ fault, left: times });
    },
    recover() {
      faults = [];
      for (const socket of sockets) socket.destroy();
    },
    skewMs: 0,
    now: () => new Date(Date.now() + double.skewMs),
    async goDown() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async close() {
      if (server.listening) await this.goDown();
    },
  };

  function nextFault(): ForgeFault | undefined {
    const [first] = faults;
    if (first === undefined) return undefined;
    first.left -= 1;
    if (first.left <= 0) faults.shift();
    return first.fault;
  }

  function cut(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"id": ');
    setImmediate(() => request.socket.destroy());
  }

  function send(response: ServerResponse, { status, body, headers }: Answered): void {
    response.writeHead(status, {
      'content-type': 'application/json',
      date: double.now().toUTCString(),
      ...headers,
    });
    response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://double');
    const method = request.method ?? '';
    double.requests.push(`${method} ${path}`);
    const fault = nextFault();
    switch (fault?.kind) {
      case 'hang':
        return;
      case 'reset':
        return void request.socket.destroy();
      case 'cut':
        return cut(request, response);
      case 'status':
        return send(response, { ...fault, body: { message: 'on request' } });
    }
    const text = Buffer.concat(parts).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const answered = answer({ method, path, query, headers: request.headers, body }, double);
    if (answered.status >= 400) double.refusals.push(JSON.stringify(answered.body));
    if (fault?.kind === 'taken-and-cut') return cut(request, response);
    if (fault?.kind === 'taken-and-hang') return;
    send(response, answered);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) =>
      send(response, { status: 500, body: { message: String(error) } }),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  double.origin = `http://127.0.0.1:${port}`;
  return double;
}
