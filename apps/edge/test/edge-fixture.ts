/** A whole edge on this machine: the real HAProxy, its controller as a process, servers to stand behind it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EdgeStatus, Generation } from '@twinlens/contract';
import { eventually, freePort } from '@twinlens/testing';
import { describe } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');

const hasHaproxy = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/usr/bin/haproxy'].some(
  (path) => existsSync(path),
);
const all = process.env.TWINLENS_EDGE_TESTS === 'all';

/** Needs HAProxy: says so where there is none, and fails there when `npm run test:edge` asks for it. */
export function describeEdge(name: string, suite: () => void): void {
  if (!hasHaproxy && !all) {
    process.stderr.write(`skipped: ${name}: haproxy is not installed (apt-get install haproxy)\n`);
  }
  describe.skipIf(!hasHaproxy && !all)(name, suite);
}

/** What takes long: only by `npm run test:edge`. */
export function describeLongEdge(name: string, suite: () => void): void {
  if (!all) process.stderr.write(`skipped: ${name}: npm run test:edge has it\n`);
  describe.skipIf(!all)(name, suite);
}

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one command of the edge to its end. */
export const runEdge = (args: string[]): Promise<Outcome> => runProgram(main, args);

export async function runProgram(program: string, args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}

export interface Edge {
  folder: string;
  /** Port people use on 127.0.0.1. */
  port: number;
  command(...args: string[]): Promise<Outcome>;
  apply(
    topology: unknown,
    ...args: string[]
  ): Promise<{ outcome: Outcome; generation: Generation }>;
  status(): Promise<EdgeStatus>;
  history(): Promise<Generation[]>;
  /** A request as anybody sends it, on a connection of its own. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  proxyPid(): Promise<number>;
  /** Of the servers it started. */
  serverPids(): Promise<number[]>;
  /** Ends the controller, by default as nobody can prepare for. */
  endController(signal?: NodeJS.Signals): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

export async function startEdge(): Promise<Edge> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-edge-'));
  const port = await freePort();
  let controller: ChildProcess | null = null;
  let log = '';
  const state = ['--state', folder];
  const edge: Edge = {
    folder,
    port,
    command: (...args) => runEdge([...args, ...state]),
    async apply(topology, ...args) {
      const path = join(folder, 'topology.json');
      await writeFile(path, JSON.stringify(topology));
      const outcome = await edge.command('apply', path, '--json', ...args);
      const generation = outcome.stdout === '' ? null : (JSON.parse(outcome.stdout) as Generation);
      return { outcome, generation: generation as Generation };
    },
    status: async () => JSON.parse((await edge.command('status', '--json')).stdout),
    history: async () => JSON.parse((await edge.command('history', '--json')).stdout),
    get: (path, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close', ...headers } }),
    async proxyPid() {
      const text = await readFile(join(folder, 'proxy.json'), 'utf8');
      return (JSON.parse(text) as { now: { pid: number } }).now.pid;
    },
    serverPids: () => serverPids(folder),
    async endController(signal = 'SIGKILL') {
      if (controller === null) return;
      const ended = once(controller, 'exit');
      controller.kill(signal);
      await ended;
      controller = null;
    },
    async startController() {
      const child = spawn(process.execPath, [main, 'run', ...state], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      controller = child;
      const from = log.length;
      for (const output of [child.stdout, child.stderr]) {
        output.on('data', (chunk) => {
          log += chunk;
        });
      }
      await eventually('the controller listens', async () => {
        if (child.exitCode !== null) throw new Error(log);
        return log.slice(from).includes('controlling');
      });
    },
    async stop() {
      await edge.endController('SIGTERM');
      await edge
        .proxyPid()
        .then((pid) => process.kill(pid, 'SIGKILL'))
        .catch(() => {});
      for (const pid of await serverPids(folder)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended.
        }
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  await edge.startController();
  return edge;
}

async function serverPids(folder: string): Promise<number[]> {
  const servers = join(folder, 'servers');
  const names = await readdir(servers).catch(() => []);
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFile(join(servers, name), 'utf8').catch(() => null)),
  );
  return texts
    .filter((text) => text !== null)
    .map((text) => (JSON.parse(text) as { pid: number }).pid);
}

export interface Backend {
  name: string;
  port: number;
  server: Server;
  stop(): Promise<void>;
}

/** A server that is always ready and says who it is. */
export async function startBackend(name: string, answer?: RequestListener): Promise<Backend> {
  const server = createServer((request, response) => {
    if (request.url === '/health/ready' || answer === undefined) return response.end(name);
    answer(request, response);
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    name,
    port,
    server,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One backend, on one address. */
export function topologyOf(edge: { port: number }, backend: { port: number }) {
  return {
    public: { pinned: ['127.0.0.1'] },
    listen: [{ address: '127.0.0.1', port: edge.port }],
    routes: [{ prefix: '/', backend: 'app' }],
    backends: [
      {
        name: 'app',
        ready: '/health/ready',
        servers: [{ name: 'a', address: '127.0.0.1', port: backend.port }],
      },
    ],
  };
}
