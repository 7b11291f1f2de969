/** Forges in trouble: whatever happens, each commit stands right in the end, and is told so once. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NewDestination, operations } from '@twinlens/contract';
import { endServer, eventually, launchServer } from '@twinlens/testing';
import { createPostgresDatabase, databases } from '@twinlens/testing/databases';
import {
  type ForgeDouble,
  type GithubDouble,
  type GitlabDouble,
  startGithubDouble,
  startGitlabDouble,
} from '@twinlens/testing/forges';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../src/server.ts';
import { configOf } from './installation.ts';
import { whenReady } from './server-process.ts';
import { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');
const [database] = databases;
if (database === undefined) throw new Error('there is no database to test on');
const wire = useWire(database);

let github: GithubDouble;
let gitlab: GitlabDouble;
beforeAll(async () => {
  github = await startGithubDouble();
  gitlab = await startGitlabDouble();
  wire.installation().server.ctx.rules.answerMs = 300;
});
afterEach(() => {
  github.recover();
  gitlab.recover();
});
afterAll(() => Promise.all([github.close(), gitlab.close()]));

const link = () => `https://${github.repository}/pull/7`;

async function connect(client: TestClient, to = github): Promise<number> {
  const { api, repository, token: secret } = to;
  const body: NewDestination = { kind: 'github', settings: { api, repository }, secret };
  const params = { account: client.tenant.accountId };
  const added = await client.asPerson(operations.addDestination, { params, body });
  return added?.destination.id ?? 0;
}

/** Waits, while time passes quickly, until a commit stands like this. */
const stands = (double: ForgeDouble, sha: string, state: string) =>
  eventually(
    `${sha} is ${state}, and not ${JSON.stringify(double.standing(sha))}`,
    async () => {
      if (double.standing(sha).Twinlens?.state === state) return true;
      await wire.pass(2_000);
      return false;
    },
    30_000,
  );

const tellings = (double: ForgeDouble, sha: string) =>
  double.statuses.filter((status) => status.sha === sha).map(({ state }) => state);

/** What waits, is told, or is given up, of an account. */
async function deliveriesOf(client: TestClient, query: { state?: 'waiting' | 'refused' } = {}) {
  const params = { account: client.tenant.accountId };
  const listed = await client.asPerson(operations.listDeliveries, { params, query });
  return listed?.deliveries ?? [];
}

/** Whether an attempt at it has ended. */
const wasTried = (delivery: Awaited<ReturnType<typeof deliveriesOf>>[number] | undefined) =>
  delivery !== undefined &&
  delivery.attempts > 0 &&
  Date.parse(delivery.nextAt ?? '') > Date.parse(delivery.createdAt);

/** Until everything that was to be told, and to be read back, has ended. */
const allIsTold = (client: TestClient) =>
  eventually('nothing waits', async () => {
    const { db } = wire.installation().server.ctx;
    const left = await db
      .selectFrom('delivery')
      .select('id')
      .where('read_back_at', 'is not', null)
      .executeTakeFirst();
    if (left === undefined && (await deliveriesOf(client, { state: 'waiting' })).length === 0) {
      return true;
    }
    await wire.pass(2_000);
    return false;
  });

const soon = ({ skewMs }: ForgeDouble) => String(Math.ceil((Date.now() + skewMs) / 1000) + 1);
const limited = (reset: string) => ({
  kind: 'status' as const,
  status: 403,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
});

/** Each happens to a forge of its own, all at the same time. */
const faults: Record<string, (forge: ForgeDouble) => void> = {
  'answers with errors': (forge) => forge.fail({ kind: 'status', status: 500 }, 2),
  'has too many requests': (forge) =>
    forge.fail({ kind: 'status', status: 429, headers: { 'retry-after': '5' } }, 2),
  'has a used-up limit': (forge) => forge.fail(limited(soon(forge)), 2),
  'is behind a gateway that finds nobody': (forge) =>
    forge.fail({ kind: 'status', status: 502 }, 2),
  hangs: (forge) => forge.fail({ kind: 'hang' }, 2),
  'closes in the middle of an answer': (forge) => forge.fail({ kind: 'cut' }, 2),
  'closes the connection': (forge) => forge.fail({ kind: 'reset' }, 2),
  'takes it and closes in the middle of saying so': (forge) =>
    forge.fail({ kind: 'taken-and-cut' }),
  'takes it and never says so': (forge) => forge.fail({ kind: 'taken-and-hang' }),
};

describe('one commit is told once, though the forge', () => {
  test('fails in one of nine ways', async () => {
    const client = await wire.client();
    const sha = newSha();
    const base = newSha();
    const forges = await Promise.all(
      Object.entries(faults).map(async ([fault, happen]) => {
        const double = await startGithubDouble();
        happen(double);
        return { fault, double };
      }),
    );
    for (const { double } of forges) await connect(client, double);
    await client.start(base, sha, { link: link() });
    await allIsTold(client);
    const told = forges.map(({ fault, double }) => [fault, tellings(double, sha)]);
    expect(told).toEqual(Object.keys(faults).map((fault) => [fault, ['pending']]));
    const happened = forges.map(({ double }) => double.requests.length > 1);
    expect(happened).not.toContain(false);
    await Promise.all(forges.map(({ double }) => double.close()));
  });

  test('has another time, by which its limit ends', async () => {
    const client = await wire.client();
    await connect(client);
    const sha = newSha();
    github.skewMs = 3_600_000;
    github.fail(limited(soon(github)));
    await client.start(newSha(), sha, { link: link() });
    await eventually('it was tried', async () => wasTried((await deliveriesOf(client))[0]));
    const [delivery] = await deliveriesOf(client);
    const { ctx } = wire.installation().server;
    const waits = Date.parse(delivery?.nextAt ?? '') - ctx.now().getTime();
    expect(waits).toBeLessThan(60_000);
    await stands(github, sha, 'pending');
    github.skewMs = 0;
  });

  test('is GitLab, where what runs cannot begin to run', async () => {
    const client = await wire.client();
    const { api, repository, token: secret } = gitlab;
    await client.asPerson(operations.addDestination, {
      params: { account: client.tenant.accountId },
      body: { kind: 'gitlab', settings: { api, repository }, secret },
    });
    const sha = newSha();
    gitlab.fail({ kind: 'taken-and-cut' });
    // What it is asked then, it does not say either: it is told again, and says that it runs already.
    gitlab.fail({ kind: 'status', status: 404 });
    await client.start(newSha(), sha, {
      link: `https://${repository}/-/merge_requests/3`,
    });
    await stands(gitlab, sha, 'running');
    await allIsTold(client);
    expect(tellings(gitlab, sha)).toEqual(['running']);
    expect(await deliveriesOf(client, { state: 'refused' })).toEqual([]);
  });
});

test('after an hour without a forge 100 runs stand right, each told once', async () => {
  const client = await wire.client();
  await connect(client);
  await github.goDown();
  const base = newSha();
  const shas = Array.from({ length: 100 }, newSha);
  const ends = (index: number) => (index % 2 === 0 ? 'success' : 'failure');
  for (let from = 0; from < shas.length; from += 10) {
    const some = shas.slice(from, from + 10);
    await Promise.all(some.map((sha) => client.start(base, sha, { link: link() })));
    await Promise.all(
      some.map((sha, index) => client.cancel(base, sha, 'it broke', { status: ends(index) })),
    );
  }
  await wire.pass(60 * 60 * 1000);
  const before = github.statuses.length;
  await github.comeBack();
  await eventually('each stands right', async () =>
    shas.every((sha, index) => github.standing(sha).Twinlens?.state === ends(index)),
  );
  await allIsTold(client);
  const told = github.statuses.slice(before);
  expect(told.map(({ sha }) => sha).toSorted()).toEqual(shas.toSorted());
});

describe('after an outage', () => {
  /** Has a forge be silent, until it answers again. */
  async function silence(client: TestClient, whileSilent: () => Promise<void>): Promise<void> {
    await github.goDown();
    const sha = newSha();
    await client.start(newSha(), sha, { link: link() });
    await eventually('it is noticed', async () =>
      wasTried((await deliveriesOf(client, { state: 'waiting' }))[0]),
    );
    await whileSilent();
    await wire.pass(2 * 60_000);
    await github.comeBack();
    await stands(github, sha, 'pending');
  }

  test('what the forge has lost is told again, and nothing else', async () => {
    const client = await wire.client();
    await connect(client);
    const [base, lost, kept, newer] = [newSha(), newSha(), newSha(), newSha()];
    for (const sha of [lost, kept, newer]) {
      await client.start(base, sha, { link: link() });
      await stands(github, sha, 'pending');
    }
    await allIsTold(client);
    await silence(client, async () => {
      github.forget(lost);
      github.forget(newer);
      await client.cancel(base, newer, 'it broke');
    });
    await stands(github, newer, 'failure');
    await stands(github, lost, 'pending');
    await allIsTold(client);
    expect([lost, kept, newer].map((sha) => tellings(github, sha))).toEqual([
      ['pending'],
      ['pending'],
      ['failure'],
    ]);
    const again = (await deliveriesOf(client)).find(({ attempts, content }) => {
      return attempts > 1 && content.type === 'status' && content.sha === lost;
    });
    const params = { account: client.tenant.accountId, delivery: again?.id ?? 0 };
    const shown = await client.asPerson(operations.getDelivery, { params });
    expect(shown?.log.map(({ problem }) => problem)).toContain(
      'it was read back and is not there: it is told again',
    );
  });

  test('what it refused in its trouble is told again', async () => {
    const client = await wire.client();
    await connect(client);
    const sha = newSha();
    github.fail({ kind: 'status', status: 404 });
    await client.start(newSha(), sha, { link: link() });
    await eventually('it is refused', async () => {
      return (await deliveriesOf(client, { state: 'refused' })).length > 0;
    });
    await silence(client, async () => {});
    await stands(github, sha, 'pending');
  });

  test('an operator has read back what was told since a time', async () => {
    const client = await wire.client();
    const destination = await connect(client);
    const shas = [newSha(), newSha()];
    for (const sha of shas) {
      await client.start(newSha(), sha, { link: link() });
      await stands(github, sha, 'pending');
    }
    await allIsTold(client);
    const [lost = '', kept = ''] = shas;
    github.forget(lost);
    const since = new Date(wire.installation().server.ctx.now().getTime() - 3_600_000);
    const reconciled = await client.asPerson(operations.reconcile, {
      params: { account: client.tenant.accountId, destination },
      body: { since: since.toISOString() },
    });
    expect(reconciled?.readBack).toBe(2);
    await stands(github, lost, 'pending');
    await allIsTold(client);
    expect(tellings(github, kept)).toEqual(['pending']);
  });
});

describe('a server that is killed', () => {
  let dataFolder: string;
  let child: ChildProcess;
  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'twinlens-outages-'));
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await rm(dataFolder, { recursive: true, force: true });
  });

  test('before it told, and after it told and before it heard, leaves both to the next one', async () => {
    const databaseUrl = await createPostgresDatabase();
    child = launchServer(dataFolder, {
      TWINLENS_PRIVATE_DESTINATIONS: 'allow',
      DATABASE_URL: databaseUrl,
    });
    const { url, tenant } = await whenReady(child);
    const client = new TestClient(url, tenant);
    await connect(client);
    const [heard, unheard] = [newSha(), newSha()];
    github.fail({ kind: 'taken-and-hang' });
    github.fail({ kind: 'hang' }, 1000);
    await client.start(newSha(), unheard, { link: link() });
    await eventually('it was taken', async () => github.standing(unheard).Twinlens !== undefined);
    await client.start(newSha(), heard, { link: link() });
    await endServer(child, 'SIGKILL');
    github.recover();

    const second = await startServer({ config: configOf(dataFolder, databaseUrl) });
    second.ctx.now = () => new Date(Date.now() + 10 * 60_000);
    for (const sha of [heard, unheard]) {
      await eventually(
        `${sha} is told`,
        async () => github.standing(sha).Twinlens?.state === 'pending',
      );
    }
    await eventually('nothing waits', async () => {
      const waiting = second.ctx.db.selectFrom('delivery').where('state', '=', 'waiting');
      return (await waiting.select('id').executeTakeFirst()) === undefined;
    });
    expect([heard, unheard].map((sha) => tellings(github, sha))).toEqual([
      ['pending'],
      ['pending'],
    ]);
    await second.close();
  });
});
