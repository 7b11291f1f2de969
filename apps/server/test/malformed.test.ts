/**
 * Whatever is sent, the server says what is wrong with it, keeps nothing of it, tells nothing of
 * other accounts and goes on. TWINLENS_FUZZ_RUNS sets how many requests are tried on each database,
 * TWINLENS_FUZZ_SEED which.
 */
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { errorCodes } from '@twinlens/contract';
import { eventually, isWhole } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import type { Context } from '@twinlens/visual-tests';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Footprint, footprintOf } from './footprint.ts';
import { addOperator, statusToken, workerToken } from './installation.ts';
import { type Known, malformedRequests, type RawRequest } from './malformed-requests.ts';
import { newItem } from './test-client.ts';
import { useWire, type Wire } from './wire.ts';

const numRuns = Number(process.env.TWINLENS_FUZZ_RUNS ?? (isWhole ? 5000 : 1000));
const seed = Number(process.env.TWINLENS_FUZZ_SEED ?? 1);

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** With plain Node: `fetch` would mend half of what is wrong before it is sent. */
function send(origin: string, { method, path, headers, body }: RawRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const all = { ...headers, 'content-length': String(body.length) };
    const outgoing = request({ hostname, port, method, path, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const type = response.headers['content-type'] ?? '';
        resolve({ status, type, text: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** In every name and text of the account that nobody else must see anything of. */
const strangersWord = 'strangers-own';

/** Ids of a run in that account. */
async function makeStrange(wire: Wire) {
  const stranger = await wire.client();
  const sha = `${strangersWord}-commit`;
  const requestIds = await stranger.request(newItem());
  await wire.finish({ component: `${strangersWord}-component` });
  const words = {
    link: `https://example.org/${strangersWord}`,
    project: `${strangersWord}-project`,
  };
  const job = await stranger.start('main', sha, words);
  const report = await stranger.report(sha, requestIds, { ...words, message: strangersWord });
  const comparison = await stranger.compare('main', sha, words);
  const { accountId, projectId } = stranger.tenant;
  return { accountId, projectId, requestIds, job, report, comparison };
}

/** A run that has gone well, and captures under way for the worker's operations. */
async function makeKnown(wire: Wire): Promise<Known> {
  const strange = await makeStrange(wire);
  const client = await wire.client();
  const worker = wire.worker();
  const requestIds = await client.request(newItem(), newItem());
  const shown = [{ component: 'Button' }];
  await worker.finish(await worker.take(), shown);
  await worker.finish(await worker.take(), [{ component: 'Field' }]);
  const job = await client.start('main', 'default');
  await client.report('main', requestIds.slice(0, 1));
  await client.report('default', requestIds.slice(1));
  const comparison = await client.compare('main', 'default');
  await client.request(...Array.from({ length: 10 }, () => newItem()));
  const leases = [];
  for (let count = 0; count < 10; count++) leases.push(await worker.take());
  const { tenant } = client;
  return {
    samples: {
      account: [tenant.accountId, tenant.accountId, strange.accountId],
      project: [tenant.projectId, strange.projectId, 'default', 'other'],
      sha: ['main', 'default', 'x'.repeat(200)],
      sha1: ['main', 'default'],
      sha2: ['main', 'default'],
      shas: ['main', 'default'],
      fallbackShas: ['main', ''],
      extendsSha: ['main', 'default'],
      requestIds: [...requestIds, ...strange.requestIds],
      id: [...requestIds, ...strange.requestIds, strange.report?.id ?? 0],
      job: [job?.id ?? 0, strange.job?.id ?? 0],
      comparison: [comparison.id, strange.comparison.id],
      token: leases.map((lease) => lease.token),
      isAsync: ['true'],
      waitMs: [0],
      payloadString: [newItem().payloadString],
    },
    callers: {
      public: {},
      client: tenant.client,
      worker: { authorization: `Bearer ${workerToken}` },
      status: { authorization: `Bearer ${statusToken}` },
      session: tenant.session,
      operator: await addOperator(wire.installation().server.ctx),
    },
  };
}

function problemOf({ status, type, text }: Answer, { method }: RawRequest): string | null {
  if (status < 200 || status >= 500) return 'the server failed';
  if (text.includes(strangersWord)) return 'something of another account';
  if (status < 400 || method === 'HEAD') return null;
  if (!type.startsWith('application/json')) return 'a refusal that is not JSON';
  const { code, message } = JSON.parse(text) as { code: string; message: unknown };
  if (!(code in errorCodes)) return 'a refusal without a known code';
  return typeof message === 'string' && message !== '' ? null : 'a refusal without a message';
}

function complain(problem: string, { status, text }: Answer, malformed: RawRequest): never {
  const { method, path, headers, body } = malformed;
  const sent = { method, path: path.slice(0, 500), headers, body: body.toString().slice(0, 500) };
  throw new Error(`${problem}: ${status} ${text}\n${JSON.stringify(sent)}`);
}

/** Once nothing is written any more for a while. */
const settledFootprint = (ctx: Context) =>
  eventually('nothing is written any more', async () => {
    const before = await footprintOf(ctx);
    await setTimeout(500);
    const after = await footprintOf(ctx);
    return differences(before, after) === '' && after;
  });

/** Tables that have other numbers of rows, and files that came or went; empty where there are none. */
function differences(before: Footprint, after: Footprint): string {
  const tables = Object.keys(after.rows).filter((name) => after.rows[name] !== before.rows[name]);
  const files = new Set(before.files).symmetricDifference(new Set(after.files));
  return [...tables, ...files].join(', ');
}

describe.each(databases)('malformed requests on $name', (database) => {
  const wire = useWire(database);

  test('are refused with a reason, and the server goes on', async () => {
    const { url } = wire.installation().server;
    const known = await makeKnown(wire);
    await fc.assert(
      fc.asyncProperty(malformedRequests(known), async (malformed) => {
        const answer = await send(url, malformed);
        const problem = problemOf(answer, malformed);
        if (problem !== null) complain(problem, answer, malformed);
      }),
      { seed, numRuns, endOnFailure: true },
    );

    const client = await wire.client();
    const worker = wire.worker();
    const [requestId] = await client.request(newItem());
    await client.report('normal', [requestId ?? 0]);
    let lease = await worker.take();
    while (lease.snapRequestId !== requestId) {
      await worker.fail(lease, 'a capture somebody asked for before', false);
      lease = await worker.take();
    }
    await worker.finish(lease, [{ component: 'Button' }]);
    await client.compare('none', 'normal');
    expect((await client.comparison('none', 'normal')).counts).toMatchObject({ added: 1 });
  }, 300_000);

  test('leave nothing behind where they are refused', async () => {
    const { server } = wire.installation();
    const known = await makeKnown(wire);
    let before = await footprintOf(server.ctx);
    async function keptOf(malformed: RawRequest) {
      const answer = await send(server.url, malformed);
      const after = await footprintOf(server.ctx);
      const kept = answer.status >= 400 ? differences(before, after) : '';
      before = after;
      return { answer, kept };
    }
    await fc.assert(
      fc.asyncProperty(malformedRequests(known), async (malformed) => {
        const first = await keptOf(malformed);
        if (first.kept === '') return;
        // What was taken before may still have had its effect: by itself it has none.
        before = await settledFootprint(server.ctx);
        const { answer, kept } = await keptOf(malformed);
        if (kept !== '') complain(`kept: ${first.kept}, then ${kept}`, answer, malformed);
      }),
      { seed, numRuns: Math.ceil(numRuns / 20), endOnFailure: true },
    );
  }, 300_000);
});
