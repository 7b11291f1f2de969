/**
 * A double of the part of GitHub's REST API that statuses need, as GitHub describes it
 * (https://docs.github.com/rest/commits/statuses, https://docs.github.com/rest/repos/repos): GitHub
 * itself runs nowhere else. It refuses what GitHub would refuse, and fails on request.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface PostedStatus {
  sha: string;
  state: string;
  context: string;
  description: string;
  targetUrl: string;
}

/** What the next requests get instead of an answer. */
export type GithubFault =
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'cut' }
  | { kind: 'reset' };

export interface GithubDouble {
  /** Address of its API. */
  api: string;
  token: string;
  repository: string;
  /** Every status that was taken, in order. */
  statuses: PostedStatus[];
  /** How a commit stands: its newest status of each context. */
  standing(sha: string): Record<string, Pick<PostedStatus, 'state' | 'description'>>;
  /** What went wrong with requests that GitHub would refuse. */
  refusals: string[];
  /** Lets as many requests fail. */
  fail(fault: GithubFault, times?: number): void;
  /** Scopes it says the token has; null for a token that has none to say. */
  scopes: string | null;
  /** Milliseconds its clock is ahead. */
  skewMs: number;
  /** Nobody listens until `listen`, at the same address. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const states = ['error', 'failure', 'pending', 'success'];

export async function startGithubDouble(): Promise<GithubDouble> {
  const token = 'ghp_a_token_of_the_double';
  const owner = 'ada';
  const name = 'web-shop';
  const faults: GithubFault[] = [];
  const sockets = new Set<Socket>();
  const double: GithubDouble = {
    api: '',
    token,
    repository: `github.com/${owner}/${name}`,
    statuses: [],
    standing(sha) {
      const of = this.statuses.filter((status) => status.sha === sha);
      return Object.fromEntries(
        of.map(({ context, state, description }) => [context, { state, description }]),
      );
    },
    refusals: [],
    fail(fault, times = 1) {
      for (let time = 0; time < times; time += 1) faults.push(fault);
    },
    scopes: 'repo:status',
    skewMs: 0,
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

  function answer(response: ServerResponse, status: number, body: unknown): void {
    const date = new Date(Date.now() + double.skewMs).toUTCString();
    const scopes = double.scopes === null ? {} : { 'x-oauth-scopes': double.scopes };
    response.writeHead(status, { 'content-type': 'application/json', date, ...scopes });
    response.end(JSON.stringify(body));
  }

  function refuse(response: ServerResponse, status: number, message: string): void {
    double.refusals.push(message);
    answer(response, status, { message, documentation_url: 'https://docs.github.com/rest' });
  }

  /** Every status of a commit, the newest first. */
  function listOf(sha: string): unknown[] {
    const numbered = double.statuses.map((status, index) => ({ ...status, id: index + 1 }));
    return numbered
      .filter((status) => status.sha === sha)
      .map(({ id, state, context, description, targetUrl }) => {
        return { id, state, context, description, target_url: targetUrl };
      })
      .toReversed();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const fault = faults.shift();
    if (fault?.kind === 'reset') return void request.socket.destroy();
    if (fault?.kind === 'cut') {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id": ');
      return void setImmediate(() => request.socket.destroy());
    }
    if (fault !== undefined) {
      response.writeHead(fault.status, fault.headers).end('{"message": "on request"}');
      return;
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      return refuse(response, 401, 'Bad credentials');
    }
    if (!request.headers['user-agent']) return refuse(response, 403, 'User agent required');
    const path = new RegExp(
      `^/repos/${owner}/${name}(?:/statuses/([0-9a-f]{40})|/commits/([0-9a-f]{40})/statuses)?$`,
    );
    const [matches, sha, listed] = path.exec((request.url ?? '').split('?')[0] ?? '') ?? [];
    if (matches === undefined) return refuse(response, 404, 'Not Found');
    if (listed !== undefined) return answer(response, 200, listOf(listed));
    if (sha === undefined) {
      return answer(response, 200, { full_name: `${owner}/${name}`, permissions: { push: true } });
    }
    if (request.method !== 'POST') return refuse(response, 404, 'Not Found');
    const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
    if (!states.includes(body.state ?? '')) return refuse(response, 422, 'state is not valid');
    if ((body.description ?? '').length > 140) {
      return refuse(response, 422, 'description is too long (maximum is 140 characters)');
    }
    if (!/^https?:\/\//.test(body.target_url ?? '')) {
      return refuse(response, 422, 'target_url must use http(s) scheme');
    }
    double.statuses.push({
      sha,
      state: body.state ?? '',
      context: body.context ?? 'default',
      description: body.description ?? '',
      targetUrl: body.target_url ?? '',
    });
    answer(response, 201, { id: double.statuses.length, state: body.state });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => refuse(response, 400, String(error)));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  double.api = `http://127.0.0.1:${port}`;
  return double;
}
