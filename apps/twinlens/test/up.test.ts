import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, listDescendants, startTwinlens, stillAlive } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { expect, onTestFinished, test } from 'vitest';

const command = resolve(import.meta.dirname, '../src/main.ts');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function twinlens(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const isAlive = async (url: string) => (await fetch(`${url}/health/ready`)).ok;

test('arguments that are not understood are named, and the exit code is 2', async () => {
  for (const [args, complaint] of [
    [['dwon'], 'there is no command "dwon"'],
    [['up', '--prot', '1'], "Unknown option '--prot'"],
    [['up', '--port', '70000'], '"70000" is not a port number'],
    [['up', '--allow-private-host', 'http://x/'], '"http://x/" is not a host'],
  ] as const) {
    const { code, stderr } = await twinlens(...args);
    expect(stderr).toContain(complaint);
    expect(code).toBe(2);
  }
});

test('help and version', async () => {
  expect((await twinlens('--help')).stdout).toContain('twinlens up');
  expect((await twinlens('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a worker without a server says what it needs', async () => {
  const { code, stderr } = await twinlens('worker', '--targets', 'chrome');
  expect(stderr).toContain('TWINLENS_SERVER must be the address of the server');
  expect(stderr).toContain('TWINLENS_WORKER_TOKEN must be');
  expect(code).toBe(1);
});

test('a machine says what it can capture, and looks at a picture of each', async () => {
  const { code, stdout } = await twinlens('worker', 'selftest', '--targets', 'chrome,edge');
  expect(stdout).toMatch(/^yes {2}chrome {8}Chromium [\d.]+\n +picture as it should be/);
  expect(stdout).toMatch(/yes {2}edge .*, in place of Microsoft Edge\n/);
  expect(code).toBe(0);
});

test('a data folder that cannot be written is named', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  const { code, stderr } = await twinlens('up', '--port', '0', '--data', file);
  expect(stderr).toContain(`the data folder ${file} is not usable`);
  expect(stderr).toContain('--data');
  expect(code).toBe(1);
});

test('a port in use is named, with what to do', async () => {
  const blocker = createServer();
  await new Promise<void>((ready) => blocker.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void blocker.close());
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const data = await temporaryFolder();
  const { code, stderr } = await twinlens('up', '--port', String(port), '--data', data);
  expect(stderr).toContain(`port ${port} is in use`);
  expect(stderr).toContain('--port');
  expect(code).toBe(1);
});

test('up --json prints one line, serves, and a signal ends all of it', async () => {
  const running = await startTwinlens({ dataFolder: await temporaryFolder() });
  expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(running.apiKey).not.toBe('');
  expect(running.apiSecret).not.toBe('');
  expect(running.signInUrl).toContain(running.url);
  expect(await isAlive(running.url)).toBe(true);

  const started = await listDescendants(running.process.pid ?? 0);
  // A server, a worker and its browser at least.
  expect(started.length).toBeGreaterThanOrEqual(2);
  expect(await running.stop('SIGINT')).toBe(0);
  expect(await stillAlive(started.map(({ pid }) => pid))).toEqual([]);
  expect(running.lines).toHaveLength(1);
  for (const line of running.log().trim().split('\n')) {
    expect(JSON.parse(line)).toHaveProperty('part');
  }
});

test('a second signal ends everything at once', async () => {
  const running = await startTwinlens({
    dataFolder: await temporaryFolder(),
    databaseUrl: await createPostgresDatabase(),
  });
  const started = await listDescendants(running.process.pid ?? 0);
  running.process.kill('SIGTERM');
  await eventually('the first signal is heard', async () => running.log().includes('stopping;'));
  const code = await running.stop('SIGTERM');
  expect([0, 130]).toContain(code);
  expect(await stillAlive(started.map(({ pid }) => pid))).toEqual([]);
});

test('when the supervisor is killed, its parts end, and the next start finds everything', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startTwinlens({ dataFolder });
  const started = await listDescendants(first.process.pid ?? 0);
  const port = Number(new URL(first.url).port);
  await first.stop('SIGKILL');

  // Straight away, while the parts may still be letting go of folder and port.
  const second = await startTwinlens({ dataFolder, port });
  onTestFinished(() => void second.stop());
  expect(second.url).toBe(first.url);
  expect(second.apiKey).toBe(first.apiKey);
  expect(second.apiSecret).toBe(first.apiSecret);
  expect(await isAlive(second.url)).toBe(true);
  await eventually('the parts of the first end', async () => {
    return (await stillAlive(started.map(({ pid }) => pid))).length === 0;
  });
});
