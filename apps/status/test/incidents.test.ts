/** What operators write, and what readers, feed readers and programs make of it. */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parseFeed } from '@rowanmanning/feed-parser';
import {
  call,
  check,
  type Incident,
  IncidentsDocument,
  MaintenancesDocument,
  StatusDocument,
  SummaryDocument,
  statusOperations,
} from '@twinlens/contract';
import { startObjectStore } from '@twinlens/testing/objects';
import ical from 'node-ical';
import { SaxesParser } from 'saxes';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { name, tellSevenJune, told } from './seven-june-2021.ts';
import { main, quietSettings, type StatusProgram, startStatus } from './status-program.ts';

let status: StatusProgram;
let june: Incident;

beforeAll(async () => {
  status = await startStatus({ settings: quietSettings });
  june = await tellSevenJune(status.operator);
});
afterAll(async () => {
  await status.stop();
  await rm(status.dataFolder, { recursive: true });
});

const textOf = async (path: string) => (await fetch(status.url + path)).text();

async function documentOf<T extends TSchema>(schema: T, path: string) {
  const response = await fetch(`${status.url}/api/v2/${path}`);
  const checked = check(schema, await response.json());
  if (!checked.ok) throw new Error(`${path}: ${checked.problem}`);
  return checked.value;
}

/** What a reader reads, without markup. */
const readable = (page: string) =>
  page
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');

test('the incident of 7 June 2021 has the same facts, in the same order, at the same times', async () => {
  const text = readable(await textOf(`/incidents/${june.id}/`));
  const list = text.slice(text.indexOf('Updates '));
  const order = [...list.matchAll(/7 June 2021, (\d\d:\d\d) UTC/g)].map(([, clock]) => clock);
  expect(order).toEqual(told.map(({ clock }) => clock).toReversed());
  for (const { title, clock } of told) {
    expect(list).toMatch(new RegExp(`${title} .*7 June 2021, ${clock} UTC`));
  }
  expect(text).toContain(name);
  expect(text).toContain('This incident affected: API and Web UI.');
  expect(text).toContain('Critical impact , began 7 June 2021, 09:00 UTC , lasted 3 h 20 min');
  expect(text).toContain('Fix implemented');
  expect(text).toContain('could not be had back');
  expect(await textOf('/history/2021-06/')).toContain(name);
  expect(await textOf('/components/web-ui/')).toContain(name);
  expect(await textOf('/components/pictures/')).not.toContain(name);
  expect(readable(await textOf('/'))).toContain('All Systems Operational');
});

test('readers of Statuspage documents find it as they would there', async () => {
  const { incidents } = await documentOf(IncidentsDocument, 'incidents.json');
  const found = incidents.find(({ id }) => id === june.id);
  expect(found).toMatchObject({
    name,
    status: 'postmortem',
    impact: 'critical',
    started_at: '2021-06-07T09:00:00.000Z',
    monitoring_at: '2021-06-07T10:51:00.000Z',
    resolved_at: '2021-06-07T12:20:00.000Z',
  });
  expect(found?.incident_updates.map(({ status, display_at }) => [status, display_at])).toEqual([
    ['postmortem', '2021-06-07T15:07:00.000Z'],
    ['resolved', '2021-06-07T12:20:00.000Z'],
    ['monitoring', '2021-06-07T11:54:00.000Z'],
    ['monitoring', '2021-06-07T10:51:00.000Z'],
    ['identified', '2021-06-07T10:35:00.000Z'],
    ['investigating', '2021-06-07T09:00:00.000Z'],
  ]);
  expect(found?.incident_updates.at(-1)?.affected_components).toEqual([
    { code: 'api', name: 'API', old_status: 'operational', new_status: 'major_outage' },
    { code: 'web-ui', name: 'Web UI', old_status: 'operational', new_status: 'major_outage' },
  ]);
  const unresolved = await documentOf(IncidentsDocument, 'incidents/unresolved.json');
  expect(unresolved.incidents).toEqual([]);
});

test('an incident shows while it is open, and its components are well again with its end', async () => {
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { name: 'Slow pictures', components: { pictures: 'partial_outage' } },
  });
  const params = { incident: opened?.id ?? '' };
  const during = await documentOf(SummaryDocument, 'summary.json');
  expect(during.status).toEqual({ indicator: 'major', description: 'Partial System Outage' });
  expect(during.incidents.map((incident) => incident.name)).toEqual(['Slow pictures']);
  expect(during.components.map(({ status }) => status)).toEqual([
    'operational',
    'operational',
    'partial_outage',
  ]);
  expect(await textOf('/components/pictures/badge.svg')).toContain('Pictures: Partial outage');
  await call(status.operator, statusOperations.updateIncident, {
    params,
    body: { state: 'resolved' },
  });
  const after = await documentOf(StatusDocument, 'status.json');
  expect(after.status).toEqual({ indicator: 'none', description: 'All Systems Operational' });
});

test('a correction is shown with what was said before', async () => {
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: {
      name: 'Web UI slow',
      body: 'Since nine.',
      components: { 'web-ui': 'degraded_performance' },
    },
  });
  const [update] = opened?.updates ?? [];
  const params = { incident: opened?.id ?? '', update: update?.id ?? '' };
  await call(status.operator, statusOperations.editUpdate, {
    params,
    body: { body: 'Since ten.', reason: 'the wrong hour' },
  });
  const text = readable(await textOf(`/incidents/${params.incident}/`));
  expect(text).toMatch(/Since ten\. .*edited.*the wrong hour.*Since nine\./);
  await call(status.operator, statusOperations.updateIncident, {
    params: { incident: params.incident },
    body: { state: 'resolved' },
  });
});

test('a template gives name, text and components', async () => {
  await call(status.operator, statusOperations.putTemplate, {
    params: { name: 'pictures-down' },
    body: {
      title: 'Pictures not served',
      body: 'Pictures are not served. Verdicts are not affected.',
      impact: 'minor',
      state: 'identified',
      components: { pictures: 'major_outage' },
    },
  });
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { template: 'pictures-down' },
  });
  expect(opened).toMatchObject({
    name: 'Pictures not served',
    state: 'identified',
    impact: 'minor',
  });
  await call(status.operator, statusOperations.updateIncident, {
    params: { incident: opened?.id ?? '' },
    body: { state: 'resolved' },
  });
});

test('what cannot be is refused with words that help', async () => {
  const params = { incident: june.id };
  const refused = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.message : 'taken';
  };
  expect(
    await refused(
      call(status.operator, statusOperations.openIncident, {
        body: { name: 'x', components: { nothing: 'major_outage' } },
      }),
    ),
  ).toMatch(/no component "nothing"; there are api, web-ui, pictures/);
  expect(
    await refused(
      call(status.operator, statusOperations.updateIncident, {
        params,
        body: { state: 'resolved', at: '2021-06-07T01:00:00.000Z' },
      }),
    ),
  ).toMatch(/the last update is of 2021-06-07T15:07/);
  expect(
    await refused(
      call(status.operator, statusOperations.openIncident, {
        body: { name: 'x', scheduledFor: '2027-01-01T10:00:00Z' },
      }),
    ),
  ).toMatch(/needs an end/);
  expect((await documentOf(SummaryDocument, 'summary.json')).incidents).toEqual([]);
});

test('markup in texts stays text, and links lead nowhere they may not', async () => {
  const body = '<script>alert(1)</script> [here](javascript:alert(1)) [there](https://example.org)';
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { name: '<img src=x onerror=alert(1)>', body },
  });
  const page = await textOf(`/incidents/${opened?.id}/`);
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img src=x');
  expect(page).not.toContain('href="javascript:');
  expect(page).toContain('href="https://example.org"');
  await call(status.operator, statusOperations.updateIncident, {
    params: { incident: opened?.id ?? '' },
    body: { state: 'resolved' },
  });
});

/** Fails on anything that is not well-formed XML. */
function mustBeXml(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}

test.each(['/history.atom', '/history.rss'])('%s is read by a feed reader', async (path) => {
  const text = await textOf(path);
  mustBeXml(text);
  const feed = parseFeed(text);
  const item = feed.items.find(({ title }) => title === name);
  expect(item?.url).toBe(`${status.url}/incidents/${june.id}/`);
  expect(item?.content ?? item?.description).toContain('could not be had back');
  expect(item?.content ?? item?.description).toContain('affected: API and Web UI');
});

test('maintenance is announced, in the calendar, and begins by itself', async () => {
  const hour = 3_600_000;
  const at = (ms: number) => new Date(Math.floor((Date.now() + ms) / 1000) * 1000).toISOString();
  const window = { scheduledFor: at(24 * hour), scheduledUntil: at(26 * hour) };
  const planned = await call(status.operator, statusOperations.openIncident, {
    body: {
      name: 'New disks; a short break',
      body: 'Pictures may be slow, for a time that is told in a line which is longer than what fits.',
      components: { pictures: 'under_maintenance' },
      ...window,
    },
  });
  const upcoming = await documentOf(MaintenancesDocument, 'scheduled-maintenances/upcoming.json');
  expect(upcoming.scheduled_maintenances).toMatchObject([
    {
      id: planned?.id,
      status: 'scheduled',
      impact: 'maintenance',
      scheduled_for: window.scheduledFor,
      scheduled_until: window.scheduledUntil,
    },
  ]);
  const summary = await documentOf(SummaryDocument, 'summary.json');
  expect(summary.components.map(({ status }) => status)).toEqual(
    summary.components.map(() => 'operational'),
  );
  const text = await textOf('/maintenance.ics');
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const events = Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT');
  expect(events).toMatchObject([
    { summary: 'New disks; a short break', url: `${status.url}/incidents/${planned?.id}/` },
  ]);
  expect(events[0]).toHaveProperty('start', expect.objectContaining({}));

  const begun = await call(status.operator, statusOperations.openIncident, {
    body: {
      name: 'Begins now',
      components: { 'web-ui': 'under_maintenance' },
      scheduledFor: at(-1000),
      scheduledUntil: at(hour),
    },
  });
  await expect
    .poll(async () => (await documentOf(SummaryDocument, 'summary.json')).components[1]?.status, {
      timeout: 20_000,
    })
    .toBe('under_maintenance');
  const active = await documentOf(MaintenancesDocument, 'scheduled-maintenances/active.json');
  expect(active.scheduled_maintenances.map(({ id }) => id)).toEqual([begun?.id]);
});

test('what was exported is what is served, byte for byte', async () => {
  const folder = join(status.dataFolder, 'site');
  const run = spawnSync(process.execPath, [main, 'export', folder], {
    env: {
      TWINLENS_STATUS_WATCH: 'http://127.0.0.1:1',
      TWINLENS_STATUS_DATA: status.dataFolder,
      TWINLENS_STATUS_ORIGIN: status.url,
      TWINLENS_STATUS_SETTINGS: join(status.dataFolder, 'settings.json'),
    },
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const paths = [
    '/',
    '/history/',
    '/history/2021-06/',
    '/subscribe/',
    `/incidents/${june.id}/`,
    '/components/api/',
    '/components/api/badge.svg',
    '/badge.svg',
    '/history.atom',
    '/history.rss',
    '/maintenance.ics',
    '/api/v2/summary.json',
    '/api/v2/incidents/unresolved.json',
  ];
  for (const path of paths) {
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    expect(await readFile(file, 'utf8'), path).toBe(await textOf(path));
  }
});

test('what was acknowledged is there after a kill', async () => {
  await call(status.operator, statusOperations.openIncident, { body: { name: 'Just before' } });
  await status.stop('SIGKILL');
  status = await startStatus({ dataFolder: status.dataFolder, settings: quietSettings });
  const { incidents } = await documentOf(IncidentsDocument, 'incidents/unresolved.json');
  expect(incidents.map((incident) => incident.name)).toContain('Just before');
});

test('a bucket follows what changes, as it is served', async () => {
  await status.stop();
  const { dataFolder } = status;
  const objects = await startObjectStore();
  onTestFinished(() => objects.stop());
  const env = {
    ...objects.credentials,
    TWINLENS_STATUS_EXPORT: `s3://${objects.bucket}/pages`,
    TWINLENS_STATUS_S3_ENDPOINT: objects.endpoint,
  };
  status = await startStatus({ dataFolder, settings: quietSettings, env });
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { name: 'Told into a bucket', components: { api: 'degraded_performance' } },
  });
  const client = new S3Client({
    endpoint: objects.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
  });
  const kept = async (path: string) => {
    const Key = `pages${path.endsWith('/') ? `${path}index.html` : path}`;
    const { Body, ContentType } = await client.send(
      new GetObjectCommand({ Bucket: objects.bucket, Key }),
    );
    return { type: ContentType, text: await Body?.transformToString() };
  };
  for (const [path, type] of [
    ['/', 'text/html; charset=utf-8'],
    [`/incidents/${opened?.id}/`, 'text/html; charset=utf-8'],
    ['/history.atom', 'application/atom+xml'],
    ['/badge.svg', 'image/svg+xml'],
  ] as const) {
    await expect
      .poll(() => kept(path).catch(() => null), { timeout: 20_000 })
      .toEqual({ type, text: await textOf(path) });
  }
  client.destroy();
});

test('a folder follows what changes, as it is served', async () => {
  await status.stop();
  const { dataFolder } = status;
  const folder = join(dataFolder, 'followed');
  const env = { TWINLENS_STATUS_EXPORT: folder };
  status = await startStatus({ dataFolder, settings: quietSettings, env });
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { name: 'Told after it began to follow', components: { api: 'degraded_performance' } },
  });
  for (const path of ['/', `/incidents/${opened?.id}/`, '/history.atom', '/badge.svg']) {
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    await expect
      .poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 20_000 })
      .toBe(await textOf(path));
  }
});
