import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stillAlive } from '@twinlens/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browsersOf, descendantsOf } from './processes.ts';
import { ServerDouble } from './server-double.ts';
import { cache, firstPicture, packageWork, pageOf } from './worker-fixture.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const never = packageWork(
  pageOf([
    { html: 'first' },
    { code: 'await new Promise((resolve) => { window.keep = resolve; })' },
  ]),
);

let server: ServerDouble;
let child: ChildProcess;

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TWINLENS_SERVER: server.origin,
    TWINLENS_WORKER_TOKEN: server.token,
    TWINLENS_CACHE: cache,
  };
}

async function startProgram(): Promise<number> {
  child = fork(program, { env: environment(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await once(child, 'message');
  expect(message).toEqual({ type: 'ready' });
  return child.pid ?? 0;
}

async function ended(pids: number[]): Promise<void> {
  await vi.waitUntil(async () => (await stillAlive(pids)).length === 0, {
    timeout: 20_000,
  });
}

beforeEach(async () => {
  server = new ServerDouble();
  await server.start();
});
afterEach(async () => {
  child.kill('SIGKILL');
  await server.stop();
});

/** Waits until a capture is going on; answers every process below the worker. */
async function duringCapture(pid: number) {
  const { outcome, lease } = server.offer({ ...never, expiresInMs: 300 });
  await firstPicture(lease);
  const processes = await descendantsOf([pid]);
  expect(await browsersOf(pid)).not.toEqual([]);
  return { outcome, processes };
}

describe('the worker as a program', () => {
  it('leaves no browser behind when it is killed', async () => {
    const pid = await startProgram();
    const { processes } = await duringCapture(pid);
    child.kill('SIGKILL');
    await ended([pid, ...processes]);
  });

  it('gives its capture back when it is told to stop, and removes its profiles', async () => {
    const pid = await startProgram();
    const { outcome, processes } = await duringCapture(pid);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await outcome).toMatchObject({
      failure: { retryable: true, message: 'The worker was stopped during the capture' },
    });
    await ended([pid, ...processes]);
    expect(await exited).toEqual([0, null]);
    const left = (await readdir(cache)).filter((name) => name.startsWith(`profile-${pid}-`));
    expect(left).toEqual([]);
  });

  it('finishes a short capture when it is told to stop', async () => {
    await startProgram();
    const work = packageWork(
      pageOf([{ html: 'x', code: 'await new Promise((resolve) => setTimeout(resolve, 2000));' }]),
    );
    // Long enough not to be lost where the machine stands still for a while.
    const { outcome, lease } = server.offer({ ...work, expiresInMs: 3000 });
    await new Promise<void>((resolve) => {
      lease.onBeat.push(resolve);
    });
    child.kill('SIGTERM');
    expect(await outcome).toHaveProperty('result');
  });

  it('ends when whoever started it has gone', async () => {
    const pid = await startProgram();
    const { processes } = await duringCapture(pid);
    child.disconnect();
    await ended([pid, ...processes]);
  });

  it('names everything wrong with its configuration', async () => {
    child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env.PATH,
        TWINLENS_SERVER: 'twinlens',
        TWINLENS_CAPTURE_AUDIT: '2 %',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr?.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
    expect(errors).toContain('TWINLENS_SERVER');
    expect(errors).toContain('TWINLENS_WORKER_TOKEN');
    expect(errors).toContain('TWINLENS_CAPTURE_AUDIT');
  });
});
