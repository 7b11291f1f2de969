/** What operators are told of trouble, and how often. */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, statusOperations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { type MailServer, startMailServer } from '@twinlens/testing/mail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDue, isQuiet } from '../src/alert/rules.ts';
import { quietSettings, type StatusProgram, startStatus } from './status-program.ts';

let receiver: Server;
let status: StatusProgram;
let smtp: MailServer;
/** Path and text of everything that was received. */
const received: { path: string; text: string }[] = [];
let beats = 0;
let refusing = 1;
let healthy = false;

beforeAll(async () => {
  smtp = await startMailServer();
  smtp.refuseNext(451, 'greylisted, come again');
  receiver = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (path === '/watched') return void response.writeHead(healthy ? 200 : 503).end();
    if (path === '/alive') {
      beats += 1;
      return void response.end();
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (path === '/first' && refusing > 0) {
      refusing -= 1;
      return void response.writeHead(500).end();
    }
    const { text } = JSON.parse(Buffer.concat(parts).toString()) as { text: string };
    received.push({ path, text });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const at = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const monitor = (id: string, dependsOn: string[] = []) => ({
    id,
    title: id,
    component: id,
    everySeconds: 1,
    dependsOn,
    probe: { kind: 'http', url: `${at}/watched` },
  });
  status = await startStatus({
    settings: {
      ...quietSettings,
      monitors: [monitor('api'), monitor('web-ui', ['api']), monitor('pictures', ['api'])],
      alerts: {
        heartbeat: { url: `${at}/alive`, everySeconds: 1 },
        channels: [
          { id: 'first', url: `${at}/first`, format: 'chat' },
          { id: 'on-call', mail: ['ada@example.org', 'grace@example.org'] },
          { id: 'second', url: `${at}/second`, afterSeconds: 4 },
          { id: 'much-later', url: `${at}/much-later`, afterSeconds: 3600 },
          { id: 'worst', url: `${at}/worst`, impact: 'critical' },
        ],
      },
    },
    env: {
      TWINLENS_STATUS_SMTP_URL: smtp.url,
      TWINLENS_STATUS_MAIL_FROM: 'status@example.org',
    },
  });
});
afterAll(async () => {
  await status.stop();
  await smtp.close();
  receiver.closeAllConnections();
  receiver.close();
  await rm(status.dataFolder, { recursive: true });
});

const told = (path: string) => received.filter((one) => one.path === path);

test('one cause is told once, though the first attempt fails; the next in line hears when nobody acts', async () => {
  await eventually('the first is told', () => Promise.resolve(told('/first').length > 0));
  await eventually('the second is told', () => Promise.resolve(told('/second').length > 0));
  expect(told('/first').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Investigating: .*not available .*\/incidents\//),
  ]);
  expect(told('/second')).toHaveLength(1);
  healthy = true;
  const { incidents } = (await (
    await fetch(`${status.url}/api/v2/incidents/unresolved.json`)
  ).json()) as { incidents: { id: string }[] };
  expect(incidents).toHaveLength(1);
  await call(status.operator, statusOperations.updateIncident, {
    params: { incident: incidents[0]?.id ?? '' },
    body: { state: 'resolved', body: 'A cable.' },
  });
  await eventually('both hear that it is over', () =>
    Promise.resolve(
      ['/first', '/second'].every((path) => told(path).at(-1)?.text.startsWith('Resolved')),
    ),
  );
  expect(told('/much-later')).toEqual([]);

  // By mail as well, though the first attempt was refused: two messages, in one thread, to both at once.
  await eventually('the mail that it is over', () => Promise.resolve(smtp.mails.length === 2));
  const [first, last] = smtp.mails;
  expect(first?.to).toEqual(['ada@example.org', 'grace@example.org']);
  expect(first?.mail.subject).toMatch(/^Investigating: .*not available/);
  expect(first?.mail.text).toMatch(/answered 503[\s\S]*Affected: API[\s\S]*\/incidents\//);
  expect(last?.mail.subject).toMatch(/^Resolved: /);
  expect(last?.mail.text).toContain('A cable.');
  expect(last?.header('references')).toBe(first?.header('references'));
});

test('a channel that leads nowhere, or two ways, is told before anything begins', async () => {
  const settings = (channel: object) => ({ ...quietSettings, alerts: { channels: [channel] } });
  await expect(startStatus({ settings: settings({ id: 'nowhere' }) })).rejects.toThrow(
    'channel "nowhere": give one of url and mail',
  );
  await expect(
    startStatus({ settings: settings({ id: 'post', mail: ['ada@example.org'] }) }),
  ).rejects.toThrow('alerts by mail need TWINLENS_STATUS_SMTP_URL');
});

test('the clock of somebody else is set back while we watch', async () => {
  const before = beats;
  await eventually('it beats', () => Promise.resolve(beats > before));
});

const channel = {
  id: 'night',
  way: { kind: 'json' as const, url: 'http://127.0.0.1:1' },
  impact: 'minor' as const,
  afterSeconds: 0,
  quiet: { from: '22:00', until: '07:00', timeZone: 'Europe/Stockholm' },
};

test('nights are quiet where people sleep, but for what is critical', () => {
  const at = (clock: string) => Date.parse(`2026-07-01T${clock}:00Z`);
  expect(
    ['19:59', '20:00', '02:00', '04:59', '05:00'].map((clock) => isQuiet(channel.quiet, at(clock))),
  ).toEqual([false, true, true, true, false]);
  const facts = { state: 'investigating' as const, startedAt: 0, isOver: false, told: null };
  expect(isDue(channel, { ...facts, impact: 'major' }, at('02:00'))).toBe(false);
  expect(isDue(channel, { ...facts, impact: 'critical' }, at('02:00'))).toBe(true);
  expect(isDue(channel, { ...facts, impact: 'major' }, at('06:00'))).toBe(true);
});

test('what changes often is told together', () => {
  const facts = { impact: 'major' as const, startedAt: 0, isOver: false };
  const told = { state: 'investigating', at: 1_000_000 };
  const open = { ...channel, quiet: null };
  expect(isDue(open, { ...facts, state: 'investigating', told }, 1_100_000)).toBe(false);
  expect(isDue(open, { ...facts, state: 'identified', told }, 1_010_000)).toBe(false);
  expect(isDue(open, { ...facts, state: 'identified', told }, 1_060_000)).toBe(true);
  expect(isDue(open, { ...facts, state: 'resolved', isOver: true, told }, 1_001_000)).toBe(true);
});
