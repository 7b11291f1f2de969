/** Readers who want to be told: asked first, told then, and gone with one click. */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, statusOperations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { type MailServer, type ReceivedMail, startMailServer } from '@twinlens/testing/mail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMailbox } from '../src/subscription/rules.ts';
import { quietSettings, type StatusProgram, startStatus } from './status-program.ts';

let smtp: MailServer;
let hook: Server;
let status: StatusProgram;
const posted: {
  meta?: Record<string, string>;
  incident?: { name: string; status: string };
  text?: string;
}[] = [];

beforeAll(async () => {
  smtp = await startMailServer();
  hook = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    posted.push(JSON.parse(Buffer.concat(parts).toString()));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  status = await startStatus({
    settings: { ...quietSettings, subscriptions: ['mail', 'webhook', 'chat'] },
    env: {
      TWINLENS_STATUS_SMTP_URL: smtp.url,
      TWINLENS_STATUS_MAIL_FROM: 'status@example.org',
      TWINLENS_STATUS_PRIVATE_WEBHOOKS: 'allow',
    },
  });
});
afterAll(async () => {
  await status.stop();
  await smtp.close();
  hook.closeAllConnections();
  hook.close();
  await rm(status.dataFolder, { recursive: true });
});

const ask = (fields: Record<string, string>) =>
  fetch(`${status.url}/subscriptions`, { method: 'POST', body: new URLSearchParams(fields) });

const mailsTo = (to: string) => smtp.mails.filter((received) => received.to.includes(to));
const subjectOf = ({ mail }: ReceivedMail) => mail.subject;
const textOf = ({ mail }: ReceivedMail) => mail.text ?? '';
const mailTo = (to: string, words: RegExp) =>
  eventually(`a mail to ${to} says ${words}`, () =>
    Promise.resolve(
      mailsTo(to).find((mail) => words.test(`${subjectOf(mail)}\n${textOf(mail)}`)) ?? null,
    ),
  );
const linkIn = (text: string, purpose: string) =>
  new RegExp(`http://\\S*/subscriptions/${purpose}/[\\w.-]+`).exec(text)?.[0] ?? '';

async function tell(name: string, component: string): Promise<string> {
  const opened = await call(status.operator, statusOperations.openIncident, {
    body: { name, components: { [component]: 'partial_outage' } },
  });
  return opened?.id ?? '';
}

test('a mailbox is told what it asked for, once it has confirmed, until one click', async () => {
  const page = await (await fetch(`${status.url}/subscribe/`)).text();
  expect(page).toContain(`action="${status.url}/subscriptions"`);
  expect((await ask({ mail: 'ada@example.org', component: 'pictures' })).status).toBe(200);
  // Asked again by whoever: one question is enough.
  await ask({ mail: 'ada@example.org' });
  const question = await mailTo('ada@example.org', /Do you want news/);
  const link = linkIn(textOf(question), 'confirm');
  await tell('Before she said yes', 'pictures');

  // A program that looks at links confirms nothing.
  expect(await (await fetch(link)).text()).toContain('Yes, send me news');
  expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  await tell('Of no interest', 'api');
  const id = await tell('Slow pictures', 'pictures');
  const news = await mailTo('ada@example.org', /Investigating: Slow pictures/);
  expect(textOf(news)).toContain(`${status.url}/incidents/${id}/`);
  expect(news.header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  await call(status.operator, statusOperations.updateIncident, {
    params: { incident: id },
    body: { state: 'resolved', body: 'All well.' },
  });
  await mailTo('ada@example.org', /Resolved: Slow pictures/);

  const leave = linkIn(
    /^<(\S+)>/.exec(news.header('List-Unsubscribe') ?? '')?.[1] ?? '',
    'unsubscribe',
  );
  const left = await fetch(leave, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(left.status).toBe(200);
  const count = mailsTo('ada@example.org').length;
  await ask({ mail: 'grace@example.org' });
  const other = await mailTo('grace@example.org', /Do you want news/);
  await fetch(linkIn(textOf(other), 'confirm'), { method: 'POST' });
  await tell('After she left', 'pictures');
  await mailTo('grace@example.org', /After she left/);
  expect(mailsTo('ada@example.org')).toHaveLength(count);
  expect(mailsTo('ada@example.org').map(subjectOf)).toEqual([
    'Do you want news of Lens shop?',
    'Investigating: Slow pictures',
    'Resolved: Slow pictures',
  ]);
});

test('a webhook is told the same, with the document of the incident', async () => {
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  expect((await ask({ webhook: url })).status).toBe(200);
  const confirm = await eventually('it is asked', () =>
    Promise.resolve(posted[0]?.meta?.confirm ?? null),
  );
  await fetch(confirm, { method: 'POST' });
  await tell('API is slow', 'api');
  const news = await eventually('it is told', () =>
    Promise.resolve(posted.find(({ incident }) => incident !== undefined) ?? null),
  );
  expect(news).toMatchObject({
    meta: { unsubscribe: expect.stringContaining('/subscriptions/unsubscribe/') },
    incident: { name: 'API is slow', status: 'investigating' },
  });
});

test('a chat is told in a line of text', async () => {
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/services/T1/B2/x3`;
  expect((await ask({ chat: url, mail: 'ada@example.org' })).status).toBe(400);
  expect((await ask({ chat: url, component: 'web-ui' })).status).toBe(200);
  const lineWith = (words: string) =>
    eventually(`a line with ${words}`, async () => {
      return posted.find(({ text }) => text?.includes(words))?.text ?? null;
    });
  const confirm = linkIn(await lineWith('/subscriptions/confirm/'), 'confirm');
  expect((await fetch(confirm, { method: 'POST' })).status).toBe(200);
  await tell('Pages are slow', 'web-ui');
  const line = await lineWith('Pages are slow');
  expect(line).toMatch(/^Investigating: Pages are slow \(major impact\)/);
  expect(line).not.toContain('\n');
  await fetch(linkIn(line, 'unsubscribe'), { method: 'POST' });
  await tell('Pages are gone', 'web-ui');
  await eventually('the webhook is told', async () =>
    posted.some(({ incident }) => incident?.name === 'Pages are gone'),
  );
  expect(posted.some(({ text }) => text?.includes('Pages are gone'))).toBe(false);
});

test('made-up links and addresses lead nowhere', async () => {
  expect((await fetch(`${status.url}/subscriptions/confirm/abc.def`)).status).toBe(404);
  expect((await ask({ mail: 'nobody' })).status).toBe(400);
  expect((await ask({ webhook: 'file:///etc/passwd' })).status).toBe(400);
  expect((await ask({ mail: 'a@example.org', component: 'none' })).status).toBe(400);
});

test.each([
  ['ada@example.org', true],
  ['ada+news@mail.example.org', true],
  ['ada@example.org\r\nBcc: x@example.org', false],
  ['Ada <ada@example.org>', false],
  ['a@b@example.org', false],
  ['ada', false],
])('%j as a mailbox: %s', (text, isOne) => {
  expect(isMailbox(text)).toBe(isOne);
});
