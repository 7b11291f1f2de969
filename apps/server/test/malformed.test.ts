/**
 * Whatever is sent, the server says what is wrong with it and goes on. TWINLENS_FUZZ_RUNS sets how
 * many requests are tried; a failure prints the seed that repeats it.
 */
import { request } from 'node:http';
import { errorCodes, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workerToken } from './installation.ts';
import { type Known, malformedRequests, type RawRequest } from './malformed-requests.ts';
import { newItem } from './test-client.ts';
import { useWire, type Wire } from './wire.ts';

const numRuns = Number(process.env.TWINLENS_FUZZ_RUNS ?? 300);

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

/** A run that has gone well, and captures under way for the worker's operations. */
async function makeKnown(wire: Wire): Promise<Known> {
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
  const snapshots = await client.call(operations.listSnapshots, { params: { sha: 'main' } });
  const snapshotIds = snapshots?.map(({ id }) => id) ?? [];
  await client.request(...Array.from({ length: 10 }, () => newItem()));
  const leases = [];
  for (let count = 0; count < 10; count++) leases.push(await worker.take());
  const { tenant } = client;
  return {
    samples: {
      account: [tenant.accountId],
      project: [tenant.projectId, 'default', 'other'],
      sha: ['main', 'default', 'x'.repeat(200)],
      sha1: ['main', 'default'],
      sha2: ['main', 'default'],
      shas: ['main', 'default'],
      fallbackShas: ['main', ''],
      extendsSha: ['main', 'default'],
      requestIds,
      id: [...requestIds, 1],
      id1: snapshotIds,
      id2: snapshotIds,
      job: [job?.id ?? 0],
      comparison: [comparison?.id ?? 0],
      token: leases.map((lease) => lease.token),
      isAsync: ['true'],
      waitMs: [0],
      payloadString: [newItem().payloadString],
    },
    callers: {
      public: {},
      client: tenant.client,
      worker: { authorization: `Bearer ${workerToken}` },
      session: tenant.session,
    },
  };
}

function problemOf({ status, type, text }: Answer, { method }: RawRequest): string | null {
  if (status < 200 || status >= 500) return 'the server failed';
  if (status < 400 || method === 'HEAD') return null;
  if (!type.startsWith('application/json')) return 'a refusal that is not JSON';
  const { code, message } = JSON.parse(text) as { code: string; message: unknown };
  if (!(code in errorCodes)) return 'a refusal without a known code';
  return typeof message === 'string' && message !== '' ? null : 'a refusal without a message';
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
        if (problem === null) return;
        const { method, path, headers, body } = malformed;
        const sent = {
          method,
          path: path.slice(0, 500),
          headers,
          body: body.toString().slice(0, 500),
        };
        throw new Error(`${problem}: ${answer.status} ${answer.text}\n${JSON.stringify(sent)}`);
      }),
      { numRuns, endOnFailure: true },
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
});
