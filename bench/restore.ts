/**
 * How long a backup takes, how long the next one, and how long it is from nothing to a server that shows
 * the same again: with the embedded database and a folder, and with `--ceph` on PostgreSQL and a bucket of
 * Ceph (`apt-get install --no-install-recommends radosgw ceph-mon ceph-osd`). What is written after the
 * last backup began is what a loss costs.
 *
 * Run: `npm run bench:restore -- [--snapshots 10000] [--pictures 2000] [--ceph]`
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { call, operations } from '@twinlens/contract';
import { encodePng } from '@twinlens/image-diff';
import {
  type RunningTwinlens,
  runProgram,
  signIn,
  startPostgres,
  startTwinlens,
} from '@twinlens/testing';
import { startCeph, startObjectStore } from '@twinlens/testing/objects';
import { Client } from 'pg';

const { values } = parseArgs({
  options: {
    snapshots: { type: 'string', default: '10000' },
    pictures: { type: 'string', default: '2000' },
    ceph: { type: 'boolean', default: false },
  },
});
const [snapshots, pictures] = [Number(values.snapshots), Number(values.pictures)];
const added = Math.ceil(pictures / 100);

const command = resolve(import.meta.dirname, '../apps/twinlens/src/main.ts');
const folder = await mkdtemp(join(tmpdir(), 'twinlens-restore-'));

interface Place {
  dataFolder: string;
  environment: Record<string, string>;
}

const clientOf = ({ url, apiKey, apiSecret }: RunningTwinlens) => {
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  return { origin: url, headers: { authorization: `Basic ${basic}` } };
};

/** Uploads that many pictures, no two of which share anything: 120 x 80, 29 kB each. */
async function upload(twinlens: RunningTwinlens, count: number): Promise<string[]> {
  const urls: string[] = [];
  const lane = async () => {
    while (urls.length < count) {
      const place = urls.push('') - 1;
      const rgba = Uint8Array.from(randomBytes(120 * 80 * 4), (byte, at) =>
        at % 4 === 3 ? 255 : byte,
      );
      const png = encodePng({ width: 120, height: 80, rgba });
      const params = { hash: createHash('md5').update(png).digest('hex') };
      const signed = await call(clientOf(twinlens), operations.signImageUpload, { params });
      const form = new FormData();
      form.set('file', new Blob([Uint8Array.from(png)], { type: 'image/png' }), 'picture.png');
      const answer = await fetch(signed?.uploadUrl ?? '', { method: 'POST', body: form });
      if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
      urls[place] = ((await answer.json()) as { url: string }).url;
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return urls;
}

async function report(twinlens: RunningTwinlens, sha: string, urls: string[], count: number) {
  const snaps = Array.from({ length: count }, (_, index) => ({
    component: `Component ${Math.floor(index / 10)}`,
    variant: `example ${index % 10}`,
    target: 'chrome',
    url: urls[index % urls.length] ?? '',
    width: 120,
    height: 80,
  }));
  const params = { sha };
  await call(clientOf(twinlens), operations.createReport, { params, body: { snaps } });
}

const start = ({ dataFolder, environment }: Place) => startTwinlens({ dataFolder, environment });

async function run(place: Place, ...args: string[]): Promise<{ seconds: number; said: string }> {
  const env = { ...process.env, TWINLENS_DATA: place.dataFolder, ...place.environment };
  const began = performance.now();
  const { code, stdout, stderr } = await runProgram(process.execPath, [command, ...args], {
    cwd: folder,
    env,
  });
  if (code !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - began) / 1000, said: stdout.trim() };
}

async function measure(title: string, here: Place, elsewhere: Place): Promise<void> {
  console.log(`\n${title}`);
  const backups = join(folder, `backups of ${title}`);
  const say = (what: string, { seconds, said }: { seconds: number; said: string }) =>
    console.log(`  ${what}: ${seconds.toFixed(1)} s (${said})`);
  const running = await start(here);
  const urls = await upload(running, pictures);
  await report(running, 'base', urls, snapshots);
  say('the first backup, while it runs', await run(here, 'backup', backups));
  await report(running, 'head', await upload(running, added), snapshots);
  say(`the next one, with ${added} new pictures`, await run(here, 'backup', backups));
  say('verifying both', await run(here, 'backup', 'verify', backups));
  await running.stop('SIGKILL');

  const began = performance.now();
  say('restoring', await run(elsewhere, 'restore', backups));
  const again = await start(elsewhere);
  const person = await signIn(again);
  const { account, project } = person;
  const { total } = await person.read(operations.getReport, {
    params: { account, project, sha: 'head' },
  });
  const seconds = (performance.now() - began) / 1000;
  console.log(`  from nothing to a report that is shown: ${seconds.toFixed(1)} s`);
  await again.stop();
  if (total !== snapshots) throw new Error(`${total} of ${snapshots} snapshots came back`);
}

async function onPostgres(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const ceph = await startCeph();
  opened.defer(ceph.stop);
  process.env.TWINLENS_TEST_CEPH = ceph.endpoint;
  const postgres = await startPostgres();
  opened.defer(postgres.stop);
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const key = randomBytes(32).toString('hex');
  const placeOf = async (name: string): Promise<Place> => {
    await client.query(`create database ${name}`);
    const { endpoint, bucket, credentials, stop } = await startObjectStore();
    opened.defer(stop);
    return {
      dataFolder: join(folder, name),
      environment: {
        DATABASE_URL: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href,
        TWINLENS_S3_ENDPOINT: endpoint,
        TWINLENS_S3_BUCKET: bucket,
        TWINLENS_INSTALLATION_KEY: key,
        ...credentials,
      },
    };
  };
  const [here, elsewhere] = [await placeOf('here'), await placeOf('elsewhere')];
  await client.end();
  await measure('PostgreSQL and a bucket of Ceph', here, elsewhere);
}

try {
  console.log(`${snapshots} snapshots with ${pictures} different pictures, twice`);
  const inFolder = (name: string) => ({ dataFolder: join(folder, name), environment: {} });
  await measure('the embedded database and a folder', inFolder('here'), inFolder('elsewhere'));
  if (values.ceph) await onPostgres();
} finally {
  await rm(folder, { recursive: true, force: true });
}
