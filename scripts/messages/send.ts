/** Has a real Twinlens tell what it tells, and keeps all of it as it came. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatKind, chatKinds, operations } from '@twinlens/contract';
import { eventually, signIn, startTwinlens } from '@twinlens/testing';
import { startGithubDouble } from '@twinlens/testing/forges';
import { type ReceivedMail, startMailServer } from '@twinlens/testing/mail';
import { md5, TestClient } from '../../apps/server/test/test-client.ts';
import { examples, pageOf } from './examples.ts';

export interface Sent {
  mails: ReceivedMail[];
  /** Bodies of requests, in order. */
  rooms: Record<ChatKind, unknown[]>;
  /** In Markdown, with the pictures that it shows, by address. */
  comment: { body: string; pictures: Map<string, Buffer> };
}

/** A person whom the build names. */
const reader = 'grace@example.org';

async function serve(answer: (path: string, body: string) => string) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = answer(request.url ?? '', Buffer.concat(parts).toString());
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
  };
  return { host, close };
}

/** Runs one comparison through, has a part of it accepted, and has another run fail. */
export async function sendMessages(): Promise<Sent> {
  await using running = new AsyncDisposableStack();
  const mailServer = await startMailServer();
  running.defer(() => mailServer.close());
  const github = await startGithubDouble();
  running.defer(() => github.close());
  const rooms: Sent['rooms'] = { slack: [], teams: [], discord: [] };
  const chat = await serve((path, body) => {
    const kind = chatKinds.find((one) => path === `/${one}`);
    if (kind !== undefined) rooms[kind].push(JSON.parse(body));
    return 'ok';
  });
  running.defer(chat.close);
  const site = await serve(pageOf);
  running.defer(site.close);
  Object.assign(process.env, {
    TWINLENS_SMTP_URL: mailServer.url,
    TWINLENS_MAIL_SENDER: 'Twinlens <twinlens@example.org>',
    TWINLENS_PRIVATE_DESTINATIONS: 'allow',
  });
  const twinlens = await startTwinlens({ allowPrivateHosts: [site.host] });
  running.defer(async () => {
    await twinlens.stop();
  });
  const person = await signIn(twinlens);
  const { account, project, read } = person;
  const credentials = Buffer.from(`${twinlens.apiKey}:${twinlens.apiSecret}`).toString('base64');
  const client = new TestClient(twinlens.url, {
    accountId: account,
    projectId: project,
    userId: '',
    session: { cookie: person.cookie, origin: twinlens.url },
    apiKey: twinlens.apiKey,
    client: { authorization: `Basic ${credentials}` },
  });

  for (const kind of chatKinds) {
    const settings = {
      room: '#design',
      events: ['comparison' as const, 'comparison.reviewed' as const, 'job.failed' as const],
    };
    const body = { kind, settings, secret: `http://${chat.host}/${kind}` };
    await read(operations.addDestination, { params: { account }, body });
  }
  const { api, repository, token: secret } = github;
  const settings = { api, repository, comment: true };
  const body = { kind: 'github' as const, settings, secret };
  await read(operations.addDestination, { params: { account }, body });

  const [before, after, broken] = ['1', '2', '3'].map((digit) => digit.repeat(40));
  if (before === undefined || after === undefined || broken === undefined) throw new Error();
  const link = `https://${repository}/pull/104`;
  const report = async (sha: string, side: 'before' | 'after') => {
    const pages = examples
      .filter((example) => example[side] !== null)
      .map(({ name }) => ({ url: `http://${site.host}/${side}/${name}`, title: name }));
    const payloadString = JSON.stringify({ viewport: '360x240', pages });
    const payloadHash = md5(payloadString);
    const item = { type: 'browser-chrome', targetName: 'chrome', payloadString, payloadHash };
    await client.report(sha, await client.request(item));
  };
  await client.start(before, after, { link });
  await report(before, 'before');
  await report(after, 'after');
  const message = 'Rounder buttons <checkout>\n\nAs the new guidelines say.';
  await client.compare(before, after, { link, message, notify: reader });
  const { id } = await person.compared(before, after);
  await eventually('the comment is there', async () => github.comments.length > 0, 60_000);
  await read(operations.decideComparison, {
    params: { account, comparison: id },
    body: { decision: 'accepted' },
  });

  await client.start(after, broken, { link: `https://${repository}/pull/105` });
  await client.compare(after, broken, { message: 'Faster search', notify: reader });
  await client.cancel(
    after,
    broken,
    'Storybook could not be built:\nsearch.stories.tsx has no default export',
  );
  await eventually(
    'everything came',
    async () => mailServer.mails.length >= 2 && chatKinds.every((kind) => rooms[kind].length >= 3),
    60_000,
  );

  const first = github.comments[0]?.body ?? '';
  const pictures = new Map<string, Buffer>();
  for (const [, src = ''] of first.matchAll(/<img src="([^"]+)"/g)) {
    pictures.set(src, Buffer.from(await (await fetch(src)).arrayBuffer()));
  }
  return { mails: mailServer.mails, rooms, comment: { body: first, pictures } };
}
