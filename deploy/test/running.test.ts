/** What the chart runs beside the programs, run: the probe, the question of KEDA and the link of the first administrator. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'twinlens-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  said: string;
}

function run(program: string, env: Record<string, string>): Promise<Ended & { out: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(root, program)], { env }, (error, out, said) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
      done({ code, out, said });
    });
  });
}

/** Makes the certificate of the server that is probed; not part of every machine. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('skipped: the probe: openssl is not installed\n');

test.runIf(hasOpenssl)(
  'the probe passes for the revision that is served, and for no other',
  async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const named = ['-subj', '/CN=good.test', '-addext', 'subjectAltName=DNS:good.test'];
    const files = ['-keyout', key, '-out', certificate, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, ...named, ...files], { stdio: 'ignore' });
    const server = createServer(
      { key: readFileSync(key), cert: readFileSync(certificate) },
      (request, response) => {
        const ready = request.url === '/health/ready' && request.headers.host === 'good.test';
        response.writeHead(ready ? 200 : 404, { 'x-twinlens-revision': '7' }).end();
      },
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const { port } = server.address() as AddressInfo;
      const probe = (env: Record<string, string>) =>
        run('deploy/chart/files/probe.mjs', {
          ADDRESS: '127.0.0.1',
          HOST: 'good.test',
          PORT: String(port),
          SECONDS: '1',
          NODE_EXTRA_CA_CERTS: certificate,
          ...env,
        });
      const [served, old, stranger] = await Promise.all([
        probe({ REVISION: '7', SECONDS: '60' }),
        probe({ REVISION: '8' }),
        probe({ REVISION: '7', HOST: 'other.test' }),
      ]);
      expect(served.code, served.said).toBe(0);
      expect(old).toMatchObject({ code: 1, said: expect.stringContaining('revision 7, not 8') });
      expect(stranger).toMatchObject({ code: 1, said: expect.stringContaining('other.test') });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
);

test('the first link comes from the command of the image, and the queue tells how long it waits', async () => {
  const url = await createPostgresDatabase();
  const link = await run('deploy/images/sign-in-link.ts', {
    DATABASE_URL: url,
    TWINLENS_DATA: join(folder, 'data'),
    TWINLENS_WORKER_TOKEN: 'w'.repeat(32),
    TWINLENS_ORIGIN: 'https://twinlens.example.org',
  });
  expect(link.code, link.said).toBe(0);
  expect(JSON.parse(link.out)).toMatchObject({
    signInUrl: expect.stringMatching(/^https:\/\/twinlens\.example\.org\//),
    apiKey: expect.any(String),
  });

  const question = readFileSync(join(root, 'deploy/chart/files/queue-age.sql'), 'utf8');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const seconds = async () => {
      const { rows } = await client.query<{ seconds: number }>(question);
      return rows[0]?.seconds;
    };
    expect(await seconds()).toBe(0);
    await client.query(
      `insert into snap_request (account_id, type, target, created_at)
       select id, 'package', 'chrome', now() - interval '90 seconds' from account limit 1`,
    );
    expect(await seconds()).toBeGreaterThanOrEqual(90);
    await client.query(`update snap_request set state = 'done'`);
    expect(await seconds()).toBe(0);
  } finally {
    await client.end();
  }
});
