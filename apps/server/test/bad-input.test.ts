/** What is wrong with a request, the status it is answered with, and the sentence that says so. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { footprintOf } from './footprint.ts';
import { workerToken } from './installation.ts';
import { md5, newItem, secretOf, signToken, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** Who asks, and somebody whose ids are used. */
interface Situation {
  client: TestClient;
  stranger: TestClient;
  /** Of the stranger. */
  theirRequest: number;
  theirJob: number;
  theirPackage: string;
}

interface Refusal {
  what: string;
  send: (situation: Situation) => Promise<Response>;
  status: number;
  sentence: string | RegExp;
}

const postText = (client: TestClient, path: string, body: string, headers = client.tenant.client) =>
  fetch(client.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

const post = (client: TestClient, path: string, body: unknown) =>
  postText(client, path, JSON.stringify(body));

const get = (client: TestClient, path: string, headers = client.tenant.client) =>
  fetch(client.origin + path, { headers });

function postForm(client: TestClient, fields: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = client.tenant.client;
  return fetch(`${client.origin}/api/snap-requests`, { method: 'POST', headers, body });
}

const putPackage = async (client: TestClient, announced: string, bytes: Uint8Array) => {
  const signed = await client.call(operations.signPackageUpload, { params: { hash: announced } });
  if (signed === undefined || 'path' in signed) throw new Error('it was uploaded before');
  return fetch(signed.signedUrl, { method: 'PUT', body: Uint8Array.from(bytes) });
};

const bearer = async (client: TestClient, secret: string, exp: number) => {
  const key = client.tenant.apiKey;
  const token = await signToken(key, secret, { payload: { key, exp } });
  return get(client, '/api/flake', { authorization: `Bearer ${token}` });
};

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const refusals: Refusal[] = [
  {
    what: 'a form of an unknown target type',
    send: ({ client }) =>
      postForm(client, {
        type: 'browser-netscape',
        targetName: 'old',
        payload: newItem().payloadString,
        payloadHash: newItem().payloadHash,
      }),
    status: 400,
    sentence: /^type: must be one of browser-chrome, .*browser-accessibility$/,
  },
  {
    what: 'the report of a capture nobody asked for',
    send: ({ client }) => post(client, '/api/async-reports/a', { requestIds: [2_000_000_000] }),
    status: 400,
    sentence: /2000000000/,
  },
  {
    what: "the report of another account's capture",
    send: ({ client, theirRequest }) =>
      post(client, '/api/async-reports/a', { requestIds: [theirRequest] }),
    status: 400,
    sentence: /requestIds/,
  },
  {
    what: 'an example of a report nobody made',
    send: ({ client }) =>
      post(client, '/api/snap-requests/extends-report', { extendsSha: 'no', extendedSnaps: [] }),
    status: 400,
    sentence: 'extendsSha: there is no report of no in this project to borrow from',
  },
  {
    what: "an id of another account's job",
    send: ({ client, theirJob }) =>
      get(client, `/api/a/${client.tenant.accountId}/jobs/${theirJob}`, client.tenant.session),
    status: 404,
    sentence: /job/,
  },
  {
    what: "another account's address",
    send: ({ client, stranger }) =>
      get(client, `/api/a/${stranger.tenant.accountId}/jobs`, client.tenant.session),
    status: 404,
    sentence: /account/,
  },
  {
    what: 'a package that is not what was announced',
    send: ({ client }) => putPackage(client, md5(randomBytes(9)), Buffer.from('other')),
    status: 400,
    sentence: /^the package arrived with md5 .*, not the announced .*: send it again$/,
  },
  {
    what: 'a package of more than 60 MiB',
    send: ({ client }) =>
      putPackage(client, md5(randomBytes(9)), Buffer.alloc(60 * 1024 * 1024 + 1)),
    status: 413,
    sentence: 'a package may have at most 62914560 bytes: leave out what the examples do not need',
  },
  {
    what: 'a package at an address this server did not sign',
    send: ({ client }) =>
      fetch(`${client.origin}/api/packages/upload/forged`, { method: 'PUT', body: 'x' }),
    status: 403,
    sentence: 'this upload address was not issued by this server',
  },
  {
    what: 'the end of an upload that never came',
    send: ({ client }) =>
      post(client, `/api/snap-requests/assets/${'0'.repeat(32)}/signed-url/finalize`, {}),
    status: 404,
    sentence: `no package ${'0'.repeat(32)} has arrived: put it to the signed URL first`,
  },
  {
    what: 'a hash that is no md5',
    send: ({ client }) => get(client, '/api/snap-requests/assets/ABC/signed-url'),
    status: 400,
    sentence: 'params.hash: must be an md5 of 32 lower-case hex digits',
  },
  {
    what: 'more than 50 captures in one call',
    send: ({ client }) =>
      post(client, '/api/snap-requests/bulk', {
        items: Array.from({ length: 51 }, () => newItem()),
      }),
    status: 400,
    sentence: 'body.items: must not have more than 50 items',
  },
  {
    what: 'a body that is not JSON',
    send: ({ client }) => postText(client, '/api/jobs/a/b', '{"project":'),
    status: 400,
    sentence: /JSON/,
  },
  {
    what: 'a list where an object belongs',
    send: ({ client }) => post(client, '/api/jobs/a/b', []),
    status: 400,
    sentence: 'body: must be object',
  },
  {
    what: 'a field that is missing',
    send: ({ client }) => post(client, '/api/async-reports/a', {}),
    status: 400,
    sentence: 'body: must have required properties requestIds',
  },
  {
    what: 'a word nobody chose from',
    send: ({ client }) => post(client, '/api/jobs/a/b/cancel', { status: 'maybe' }),
    status: 400,
    sentence: 'body.status: must be one of failure, success',
  },
  {
    what: 'a commit with a slash',
    send: ({ client }) => post(client, '/api/jobs/a%2Fb/c', {}),
    status: 400,
    sentence: 'params.sha1: must be a commit, without a slash',
  },
  {
    what: 'a payload nested 50,000 levels deep',
    send: ({ client }) => {
      const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
      const body = `{"type":"browser-chrome","payload":{"more":${deep}}}`;
      return postText(client, '/api/snap-requests', body);
    },
    status: 400,
    sentence: 'the payload is nested too deeply: leave out what no example needs',
  },
  {
    what: 'no token',
    send: ({ client }) => get(client, '/api/flake', {}),
    status: 401,
    sentence: 'this call needs an API key: send it as HTTP Basic, or as a JWT signed with it',
  },
  {
    what: 'a token signed with another secret',
    send: ({ client, stranger }) => bearer(client, secretOf(stranger.tenant), inSeconds(300)),
    status: 401,
    sentence: 'the API key or its secret is wrong, or the key was revoked or has expired',
  },
  {
    what: 'a token that has expired',
    send: ({ client }) => bearer(client, secretOf(client.tenant), inSeconds(-600)),
    status: 401,
    sentence: /expired/,
  },
  {
    what: "a worker's token at a client's call",
    send: ({ client }) => get(client, '/api/flake', { authorization: `Bearer ${workerToken}` }),
    status: 401,
    sentence: 'the bearer token is not a JWT',
  },
];

/** Items of a bulk call, each of which is answered on its own. */
const badItems: {
  what: string;
  item: (situation: Situation) => object;
  sentence: string | RegExp;
}[] = [
  {
    what: 'an unknown target type',
    item: () => ({ ...newItem(), type: 'browser-netscape' }),
    sentence: /^type: must be one of browser-chrome, .*browser-accessibility$/,
  },
  ...['99x800', '800x99', '4001x800', '800x4001', '0x0', '99999x99999'].map((viewport) => ({
    what: `a viewport of ${viewport}`,
    item: () => withPayload({ viewport, pages: [] }),
    sentence: `the viewport ${viewport} is out of range: give the target one from 100x100 to 4000x4000`,
  })),
  {
    what: 'a viewport that is none',
    item: () => withPayload({ viewport: 'wide', pages: [] }),
    sentence: 'payload: viewport: must be a width and a height in pixels, such as 1024x768',
  },
  {
    what: 'a payload that is not JSON',
    item: () => ({ ...newItem(), payloadString: 'not json' }),
    sentence: 'the payload is not JSON',
  },
  {
    what: 'a payload with nothing to show',
    item: () => withPayload({ viewport: '800x600' }),
    sentence: 'the payload needs one of staticPackage, pages and snapPayloads',
  },
  {
    what: 'a package that was never uploaded',
    item: ({ client }) =>
      withPayload({
        viewport: '800x600',
        staticPackage: `a/${client.tenant.accountId}/${'0'.repeat(32)}`,
      }),
    sentence: `package ${'0'.repeat(32)} was never uploaded: upload it, then ask again`,
  },
  {
    what: "another account's package",
    item: ({ theirPackage }) => withPayload({ viewport: '800x600', staticPackage: theirPackage }),
    sentence: 'staticPackage is not the path of a package uploaded to this account',
  },
];

function withPayload(payload: object) {
  const payloadString = JSON.stringify(payload);
  return { ...newItem(), payloadString, payloadHash: md5(payloadString) };
}

describe.each(databases)('bad input on $name', (database) => {
  const wire = useWire(database);

  async function situation(): Promise<Situation> {
    const [client, stranger] = [await wire.client(), await wire.client()];
    const [theirRequest = 0] = await stranger.request(newItem());
    const job = await stranger.start('a', 'b');
    const bytes = randomBytes(20);
    await putPackage(stranger, md5(bytes), bytes);
    const params = { hash: md5(bytes) };
    const uploaded = await stranger.call(operations.finalizePackage, { params });
    const theirPackage = uploaded?.path ?? '';
    return { client, stranger, theirRequest, theirJob: job?.id ?? 0, theirPackage };
  }

  const footprint = () => footprintOf(wire.installation().server.ctx);

  test.each(refusals)('$what: $status', async ({ send, status, sentence }) => {
    const given = await situation();
    const before = await footprint();
    const answer = await send(given);
    const { message } = (await answer.json()) as { message: string };
    expect({ status: answer.status, message }).toEqual({
      status,
      message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    });
    expect(await footprint()).toEqual(before);
  });

  test.each(badItems)('$what: an error of its own in a bulk call', async ({ item, sentence }) => {
    const given = await situation();
    const before = await footprint();
    const answer = await post(given.client, '/api/snap-requests/bulk', { items: [item(given)] });
    expect(answer.status).toBe(200);
    const error = typeof sentence === 'string' ? sentence : expect.stringMatching(sentence);
    expect(await answer.json()).toEqual({ results: [{ error }] });
    expect(await footprint()).toEqual(before);
  });

  test('a body refused unread, packed as it is: the next request on its connection is answered', async () => {
    const { hostname, port } = new URL((await wire.client()).origin);
    const packed = gzipSync(randomBytes(1_000_000));
    const upload = [
      'POST /api/images/upload/unknown HTTP/1.1',
      `host: ${hostname}:${port}`,
      'content-type: multipart/form-data; boundary=b',
      'content-encoding: gzip',
      `content-length: ${packed.length}`,
    ];
    const question = ['GET /health/live HTTP/1.1', `host: ${hostname}`, 'connection: close'];
    const socket = connect(Number(port), hostname);
    socket.write(`${upload.join('\r\n')}\r\n\r\n`);
    socket.write(packed);
    socket.write(`${question.join('\r\n')}\r\n\r\n`);
    const answers = Buffer.concat(await Array.fromAsync(socket)).toString();
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200']);
  });

  test('a viewport of a device is not asked about, and small ones are taken', async () => {
    const client = await wire.client();
    const small = withPayload({ viewport: '100x100', pages: [] });
    const large = withPayload({ viewport: '4000x4000', pages: [] });
    const phone = { ...withPayload({ viewport: '1x1', pages: [] }), type: 'browser-ios-safari' };
    expect(await client.request(small, large, phone)).toHaveLength(3);
  });

  test('a package a worker finds nothing in: its sentence is on the report and the job', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const sentence = 'The package has no iframe.html at its root';
    const job = await client.start('a', 'b');
    const report = await client.report('b', await client.request(newItem()));
    await client.compare('a', 'b');
    await worker.fail(await worker.take(), sentence, false);
    expect((await client.requestsOf(report?.id))?.[0]?.error).toContain(sentence);
    const { state, message } = await client.job(job?.id);
    expect(state).toBe('failure');
    expect(message).toContain(sentence);
  });
});
