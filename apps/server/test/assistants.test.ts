/** Assistants: how a program is let in, what it may do, and how that ends. */
import {
  type AccessibilityResult,
  call,
  type Impact,
  operations,
  packImages,
} from '@twinlens/contract';
import { encodePng, type Pixmap } from '@twinlens/image-diff';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { inStrips } from './in-strips.ts';
import { addPerson } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import { followToConsent, TestAssistant } from './test-assistant.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type OpenClient = Awaited<ReturnType<TestAssistant['open']>>;

/** What a tool answers in words. */
async function use(client: OpenClient, name: string, given: Record<string, unknown> = {}) {
  const { content, isError = false } = await client.callTool({ name, arguments: given });
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const images = content.flatMap((part) => (part.type === 'image' ? [part] : []));
  return { isError, text: texts.join('\n'), texts, images };
}

/** The same of one whose answer is data. */
const read = async (...given: Parameters<typeof use>) => JSON.parse((await use(...given)).text);

/** Grain cannot be compressed, so the PNG is large. The last 20 rows are of one grey. */
function grain(width: number, height: number, grey: number): Pixmap {
  const rgba = new Uint8Array(width * height * 4);
  const { length } = rgba;
  let state = 1;
  for (let at = 0; at < rgba.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    rgba[at] = at % 4 === 3 ? 255 : state >>> 24;
  }
  rgba.fill(grey, length - 20 * width * 4);
  return { width, height, rgba };
}

describe.each(databases)('assistants on $name', (database) => {
  const wire = useWire(database);
  const origin = () => wire.installation().server.url;
  const ctx = () => wire.installation().server.ctx;

  async function connected(name?: string) {
    const { tenant } = await wire.client();
    const assistant = new TestAssistant(origin(), name);
    const client = await assistant.connect(tenant.session, tenant.accountId);
    return { tenant, assistant, client };
  }

  const register = (body: object) =>
    fetch(`${origin()}/api/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const authorize = (fields: Record<string, string>) =>
    fetch(`${origin()}/api/oauth/authorize?${new URLSearchParams(fields)}`, { redirect: 'manual' });

  /** What a program sends a person along with, all of it right. */
  async function asked(): Promise<Record<string, string>> {
    const assistant = new TestAssistant(origin());
    return Object.fromEntries((await assistant.ask()).searchParams);
  }

  describe('being let in', () => {
    test('a program finds the way by itself, a person allows it, and it knows its tools', async () => {
      const { assistant, client } = await connected();
      expect(client.getServerVersion()?.name).toBe('twinlens');
      const { tools } = await client.listTools();
      const names = tools.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining([
          'list_comparisons_for_sha',
          'get_comparison_details',
          'approve_comparison',
          'reject_comparison',
          'report_flake',
        ]),
      );
      const deciding = tools.flatMap(({ name, annotations }) =>
        annotations?.readOnlyHint === true ? [] : [[name, annotations?.destructiveHint]],
      );
      expect(deciding).toEqual([
        ['approve_comparison', true],
        ['reject_comparison', true],
        ['report_flake', true],
      ]);
      const before2026 = await assistant.open('legacy');
      expect((await before2026.listTools()).tools).toEqual(tools);
    });

    test('a person sees what asks before they say anything, and may say no', async () => {
      const { tenant } = await wire.client();
      const assistant = new TestAssistant(origin(), 'Evil\u202e\u0000 Agent');
      const request = await followToConsent(await assistant.ask());
      const asker = await call(
        { origin: origin(), headers: tenant.session },
        operations.getAssistantRequest,
        { query: request },
      );
      expect(asker).toMatchObject({
        name: 'Evil Agent',
        address: 'https://agent.example/',
        returnsTo: '127.0.0.1:49152',
      });
      const told = await assistant.answer(tenant.session, null);
      expect(told.get('error')).toBe('access_denied');
      expect(told.get('code')).toBeNull();
      expect(told.get('state')).toBe(assistant.authorization?.searchParams.get('state'));
      expect(told.get('iss')).toBe(origin());
    });

    test('strangers sign in first, and come back to the question', async () => {
      const address = (await authorize(await asked())).headers.get('location') ?? '';
      const sent = await fetch(new URL(address, origin()), { redirect: 'manual' });
      expect(sent.status).toBe(303);
      expect(sent.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(address)}`);
    });

    test.each([
      'http://agent.example/callback',
      'javascript:alert(1)',
      'cursor://callback',
      'https://agent.example/callback#fragment',
      'https://user:password@agent.example/',
      'http://localhost.agent.example/',
      'nonsense',
    ])('answers are not sent to %s', async (address) => {
      const answer = await register({ client_name: 'x', redirect_uris: [address] });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'invalid_redirect_uri' });
    });

    test('what cannot be understood is refused in the words of OAuth', async () => {
      for (const body of [{}, { redirect_uris: [] }, { redirect_uris: 'https://a.example' }]) {
        const answer = await register(body);
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ error: 'invalid_client_metadata' });
      }
    });

    test('another address than was registered, or an unknown program, is told to the person', async () => {
      const good = await asked();
      for (const wrong of [
        { redirect_uri: 'http://127.0.0.1:49152/callback/' },
        { redirect_uri: 'http://localhost:49152/callback' },
        { redirect_uri: 'http://127.0.0.1:1@evil.example/callback' },
        { redirect_uri: 'https://evil.example/callback' },
        { client_id: 'nobody' },
      ]) {
        const answer = await authorize({ ...good, ...wrong });
        expect([wrong, answer.status]).toEqual([wrong, 400]);
        expect(await answer.text()).toContain('This program cannot be connected');
      }
    });

    test('a program on the same machine may listen on another port than it registered', async () => {
      const { tenant } = await wire.client();
      const assistant = new TestAssistant(origin());
      const good = Object.fromEntries((await assistant.ask()).searchParams);
      const elsewhere = 'http://127.0.0.1:50001/callback';
      const fields = new URLSearchParams({ ...good, redirect_uri: elsewhere });
      const request = await followToConsent(new URL(`/api/oauth/authorize?${fields}`, origin()));
      const answer = await call(
        { origin: origin(), headers: tenant.session },
        operations.answerAssistantRequest,
        { body: { request, account: tenant.accountId } },
      );
      expect(answer?.redirectTo).toMatch(/^http:\/\/127\.0\.0\.1:50001\/callback\?/);
      const site = { redirect_uris: ['https://agent.example/callback'] };
      const registered = (await (await register(site)).json()) as { client_id: string };
      const other = { ...good, client_id: registered.client_id };
      const refused = await authorize({
        ...other,
        redirect_uri: 'https://agent.example:444/callback',
      });
      expect(refused.status).toBe(400);
    });

    test('without PKCE, or for something else, the program is told', async () => {
      const { code_challenge: _, ...without } = await asked();
      const wrongs: [Record<string, string>, string][] = [
        [without, 'invalid_request'],
        [
          { ...without, code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
          'invalid_request',
        ],
        [{ ...(await asked()), response_type: 'token' }, 'invalid_request'],
        [{ ...(await asked()), resource: 'https://other.example/api/mcp' }, 'invalid_target'],
      ];
      for (const [fields, error] of wrongs) {
        const answer = await authorize(fields);
        const told = new URL(answer.headers.get('location') ?? '');
        expect(told.origin).toBe('http://127.0.0.1:49152');
        expect(told.searchParams.get('error')).toBe(error);
        expect(told.searchParams.get('state')).toBe(fields.state);
      }
    });

    test('only members let a program into an account', async () => {
      const { tenant } = await wire.client();
      const stranger = (await wire.client()).tenant;
      const assistant = new TestAssistant(origin());
      await expect(assistant.answer(stranger.session, tenant.accountId)).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  describe('tokens', () => {
    async function code() {
      const { tenant } = await wire.client();
      const assistant = new TestAssistant(origin());
      const told = await assistant.answer(tenant.session, tenant.accountId);
      return {
        assistant,
        tenant,
        good: {
          grant_type: 'authorization_code',
          code: told.get('code') ?? '',
          code_verifier: assistant.codeVerifier(),
          redirect_uri: assistant.redirectUrl,
        },
      };
    }
    const errorOf = async (answer: Response) => ((await answer.json()) as { error: string }).error;

    test('a code is worth nothing without its verifier, for another program, or later', async () => {
      const wrongVerifier = await code();
      const guessed = { ...wrongVerifier.good, code_verifier: 'x'.repeat(43) };
      expect(await errorOf(await wrongVerifier.assistant.token(guessed))).toBe('invalid_grant');
      // One guess: then the right one is too late.
      const late = await wrongVerifier.assistant.token(wrongVerifier.good);
      expect(await errorOf(late)).toBe('invalid_grant');

      const { assistant, good } = await code();
      const other = new TestAssistant(origin());
      await other.ask();
      expect(await errorOf(await other.token(good))).toBe('invalid_grant');
      const elsewhere = { ...good, resource: 'https://other.example/' };
      expect(await errorOf(await assistant.token(elsewhere))).toBe('invalid_target');
      const password = { ...good, grant_type: 'password' };
      expect(await errorOf(await assistant.token(password))).toBe('unsupported_grant_type');
      expect(await errorOf(await assistant.token({ ...good, code_verifier: '' }))).toBe(
        'invalid_request',
      );
      const nobody = await assistant.token({ ...good, client_id: 'nobody' });
      expect([nobody.status, await errorOf(nobody)]).toEqual([401, 'invalid_client']);
      await wire.pass(6 * minute);
      expect(await errorOf(await assistant.token(good))).toBe('invalid_grant');
    });

    test('a code that is used twice ends what the first use gave', async () => {
      const { assistant, good } = await code();
      const first = (await (await assistant.token(good)).json()) as { access_token: string };
      expect(await assistant.status(first.access_token)).toBe(405);
      expect(await errorOf(await assistant.token(good))).toBe('invalid_grant');
      expect(await assistant.status(first.access_token)).toBe(401);
    });

    test('an access token ends after an hour and is renewed; one used twice ends everything', async () => {
      const { assistant, client } = await connected();
      const old = { ...assistant.tokensNow };
      expect(await assistant.status(old.access_token)).toBe(405);
      await wire.pass(61 * minute);
      expect(await assistant.status(old.access_token)).toBe(401);
      // The client does this by itself.
      expect((await use(client, 'list_jobs')).isError).toBe(false);
      expect(assistant.tokensNow?.refresh_token).not.toBe(old.refresh_token);
      expect(await assistant.status()).toBe(405);
      const refresh = { grant_type: 'refresh_token', refresh_token: old.refresh_token ?? '' };
      // Another process of the same program holds it too.
      const second = (await (await assistant.token(refresh)).json()) as { access_token: string };
      expect(await assistant.status(second.access_token)).toBe(405);
      expect(await assistant.status()).toBe(405);
      await wire.pass(minute);
      expect(await errorOf(await assistant.token(refresh))).toBe('invalid_grant');
      expect(await assistant.status()).toBe(401);
      expect(await assistant.status(second.access_token)).toBe(401);
    });

    test('neither is kept as it is', async () => {
      const { assistant } = await connected();
      const kept = JSON.stringify(
        await ctx().db.selectFrom('assistant_token').selectAll().execute(),
      );
      expect(kept).not.toContain(assistant.tokensNow?.access_token);
      expect(kept).not.toContain(assistant.tokensNow?.refresh_token);
    });

    test('who sends none, or something else, learns where to ask', async () => {
      const { tenant } = await wire.client();
      const { assistant } = await connected();
      const refresh = assistant.tokensNow?.refresh_token ?? '';
      for (const headers of [
        {},
        tenant.session,
        tenant.client,
        { authorization: 'Bearer nonsense' },
        { authorization: `Bearer ${refresh}` },
      ]) {
        const answer = await fetch(assistant.mcp, { method: 'POST', headers });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toContain(
          `resource_metadata="${origin()}/.well-known/oauth-protected-resource/api/mcp"`,
        );
      }
      const authorization = `Bearer ${assistant.tokensNow?.access_token}`;
      const headers = { authorization, origin: 'https://evil.example' };
      expect((await fetch(assistant.mcp, { method: 'POST', headers })).status).toBe(403);
    });
  });

  describe('ending', () => {
    test('a person sees their assistants and revokes one, nobody else can', async () => {
      const { tenant, assistant } = await connected();
      const other = await connected();
      const as = (session: Record<string, string>) => ({ origin: origin(), headers: session });
      const listed = await call(as(tenant.session), operations.listAssistants, {});
      expect(listed?.assistants).toMatchObject([
        { name: 'Example Agent', account: { id: tenant.accountId } },
      ]);
      expect(listed?.assistants[0]?.lastUsedAt).not.toBeNull();
      const params = { assistant: listed?.assistants[0]?.id ?? 0 };
      await expect(
        call(as(other.tenant.session), operations.revokeAssistant, { params }),
      ).rejects.toMatchObject({ code: 'not_found' });
      expect(await assistant.status()).toBe(405);
      await call(as(tenant.session), operations.revokeAssistant, { params });
      expect(await assistant.status()).toBe(401);
      expect(await other.assistant.status()).toBe(405);
    });

    test('a program gives its tokens back', async () => {
      const { assistant } = await connected();
      const body = new URLSearchParams({
        client_id: assistant.clientId,
        token: assistant.tokensNow?.refresh_token ?? '',
      });
      const answer = await fetch(`${origin()}/api/oauth/revoke`, { method: 'POST', body });
      expect(answer.status).toBe(200);
      expect(await assistant.status()).toBe(401);
    });

    test('who leaves the account takes their assistants along', async () => {
      const { tenant, assistant } = await connected();
      await ctx().db.deleteFrom('membership').where('user_id', '=', tenant.userId).execute();
      expect(await assistant.status()).toBe(401);
    });

    test('one nobody uses is forgotten after 30 days', async () => {
      const { tenant } = await connected();
      await wire.pass(31 * day);
      const left = await ctx()
        .db.selectFrom('assistant')
        .selectAll()
        .where('user_id', '=', tenant.userId)
        .execute();
      expect(left).toEqual([]);
    });
  });

  describe('tools', () => {
    async function record(client: TestClient, sha: string, pixels: Pixmap): Promise<void> {
      await client.report(sha, await client.request(newItem()));
      const { client: worker } = wire.worker();
      const { token } = await wire.worker().take();
      const params = { token };
      const { hash, bytes } = inStrips(encodePng(pixels));
      await call(worker, operations.uploadImages, { params, bytes: packImages([{ hash, bytes }]) });
      const { width, height } = pixels;
      const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };
      const image = { hash, width, height };
      const snapshots = [{ component: 'Page', variant: 'default', image, ...timings }];
      const body = { browser: 'none', snapshots, skipped: [], log: [] };
      await call(worker, operations.finishLease, { params, body });
    }

    test('look at a comparison from the commit to its pictures', async () => {
      const machine = await wire.client();
      await record(machine, 'before', grain(900, 500, 80));
      await record(machine, 'after', grain(900, 500, 160));
      await machine.start('before', 'after');
      await machine.compare('before', 'after');
      const { session, accountId } = machine.tenant;
      const client = await new TestAssistant(origin()).connect(session, accountId);

      const { account } = await read(client, 'list_projects');
      expect(account).toMatchObject({ id: accountId, projects: [{ name: 'default' }] });
      const project: number = account.projects[0].id;
      const { jobs } = await read(client, 'list_jobs', { limit: 1 });
      expect(jobs).toMatchObject([{ sha1: 'before', sha2: 'after' }]);
      const { comparisons } = await read(client, 'list_comparisons_for_sha', { sha: 'after' });
      expect(comparisons).toMatchObject([
        { sha1: 'before', sha2: 'after', state: 'needs-review', counts: { changed: 1 } },
      ]);
      const comparison: number = comparisons[0].id;

      const shas = { project, sha1: 'before', sha2: 'after' };
      const details = await read(client, 'get_comparison_details', shas);
      expect(details).toMatchObject({
        id: comparison,
        axeViolationsDelta: null,
        changed: { total: 1, rows: [{ component: 'Page', variant: 'default' }] },
        added: { total: 0 },
        deleted: { total: 0 },
        ignored: { total: 0 },
      });
      const trail = await read(client, 'explain_baseline', shas);
      expect(trail.baseline.explanation).toContain('before');
      const report = await read(client, 'get_report', { project, sha: 'after' });
      expect(report.snapshots).toMatchObject([{ component: 'Page' }]);
      const example = { component: 'Page', variant: 'default', target: 'chrome' };
      const history = await read(client, 'get_snapshot_history', { project, ...example });
      expect(history.total).toBe(2);

      await eventually('the pair was looked at', async () => {
        const { changed } = await read(client, 'get_comparison_details', shas);
        return changed.rows[0].difference === 'changed';
      });
      const shown = await use(client, 'get_images', { comparison, ...example });
      expect(shown.images).toHaveLength(3);
      for (const { mimeType, data } of shown.images) {
        expect(mimeType).toBe('image/png');
        expect(data.length).toBeLessThan(1_000_001);
        expect(Buffer.from(data, 'base64').subarray(1, 4).toString()).toBe('PNG');
      }
      expect(shown.text).toMatch(/before \(made smaller: its top, at most \d+ pixels wide/);
    });

    test('tell how many accessibility violations there are more or fewer', async () => {
      const machine = await wire.client();
      const resultOf = (...impacts: Impact[]): AccessibilityResult => ({
        aria: '- document',
        violations: impacts.map((impact, index) => ({
          ...{ id: `rule-${index}`, impact, tags: [], help: 'Mend it' },
          helpUrl: 'https://rules.example.org/',
          nodes: [{ target: ['p'], html: '<p>', failureSummary: 'Mend it', box: null }],
        })),
      });
      const shownAs = (accessibility: AccessibilityResult) => [
        { component: 'Form', accessibility },
      ];
      await wire.record(machine, 'a', shownAs(resultOf('serious', 'minor')));
      await wire.record(machine, 'b', shownAs(resultOf('serious', 'serious', 'critical')));
      await machine.compare('a', 'b');
      const { session, accountId, projectId: project } = machine.tenant;
      const client = await new TestAssistant(origin()).connect(session, accountId);
      const shas = { project, sha1: 'a', sha2: 'b' };
      const { axeViolationsDelta } = await read(client, 'get_comparison_details', shas);
      expect(axeViolationsDelta).toEqual({ critical: 1, serious: 1, moderate: 0, minor: -1 });
    });

    test('decide in the name of the person, by the program, wherever that is shown', async () => {
      const { tenant, client } = await connected('Example Agent');
      const sizes = { changed: 2, added: 0, deleted: 0, unchanged: 1 };
      const one = await recordComparison(ctx(), tenant, sizes);
      const comparison = one.comparisonId;
      const { state } = await read(client, 'reject_comparison', {
        comparison,
        comment: 'Too pale.',
      });
      expect(state).toBe('failure');
      expect((await read(client, 'approve_comparison', { comparison })).state).toBe('success');
      const pair = { beforeSnapshotId: one.before[0], afterSnapshotId: one.after[0] };
      const flaky = await read(client, 'report_flake', { comparison, ...pair });
      expect(flaky.counts).toMatchObject({ changed: 1, ignored: 1 });
      expect(await read(client, 'list_flakes')).toMatchObject([{ component: 'component-000000' }]);

      const by = `${await wireName(tenant.userId)}, by Example Agent`;
      const options = { origin: origin(), headers: tenant.session };
      const { accountId: account, projectId: project } = tenant;
      const seen = await call(options, operations.getComparison, {
        params: { account, project, sha1: one.sha1, sha2: one.sha2 },
      });
      expect(seen?.history.map(({ decision, by, comment }) => [decision, by, comment])).toEqual([
        ['accepted', by, null],
        ['rejected', by, 'Too pale.'],
      ]);
      const ignored = await call(options, operations.listChanges, {
        params: { account, comparison },
        query: { kind: 'ignored' },
      });
      expect(ignored?.changes[0]?.decision).toMatchObject({ decision: 'flaky', by });
    });

    const wireName = async (id: string) =>
      (
        await ctx()
          .db.selectFrom('person')
          .select('name')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).name;

    test('reach nothing of another account, even one the person is in', async () => {
      const { tenant, client } = await connected();
      const other = (await wire.client()).tenant;
      const membership = { account_id: other.accountId, user_id: tenant.userId };
      await ctx()
        .db.insertInto('membership')
        .values({ ...membership, role: 'admin' })
        .execute();
      const one = await recordComparison(ctx(), other, {
        ...{ changed: 1, added: 0, deleted: 0, unchanged: 0 },
      });
      const { account } = await read(client, 'list_projects');
      expect(account.id).toBe(tenant.accountId);
      expect(await read(client, 'list_jobs')).toMatchObject({ jobs: [] });
      expect(await read(client, 'list_comparisons_for_sha', { sha: one.sha2 })).toEqual({
        comparisons: [],
      });
      const shas = { project: other.projectId, sha1: one.sha1, sha2: one.sha2 };
      for (const [name, given] of [
        ['get_comparison_details', shas],
        ['explain_baseline', shas],
        ['get_report', { project: other.projectId, sha: one.sha2 }],
        ['approve_comparison', { comparison: one.comparisonId }],
        ['reject_comparison', { comparison: one.comparisonId }],
        [
          'report_flake',
          {
            comparison: one.comparisonId,
            beforeSnapshotId: one.before[0],
            afterSnapshotId: one.after[0],
          },
        ],
      ] as const) {
        const answer = await use(client, name, given);
        expect([name, answer.isError]).toEqual([name, true]);
        expect(answer.text).toMatch(/^not_found: /);
      }
    });

    test('do what the person may, and no more', async () => {
      const { tenant } = await wire.client();
      const { session } = await addPerson(ctx(), tenant.accountId, 'Mia', 'member');
      const options = { origin: origin(), headers: tenant.session };
      await call(options, operations.setReviewRules, {
        params: { account: tenant.accountId, project: tenant.projectId },
        body: {
          ...{ deciders: 'admins', reviewers: 1, ownChanges: true },
          ...{ remember: true, owners: [] },
        },
      });
      const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
      const { comparisonId: comparison } = await recordComparison(ctx(), tenant, sizes);
      const client = await new TestAssistant(origin()).connect(session, tenant.accountId);
      const answer = await use(client, 'approve_comparison', { comparison });
      expect(answer).toMatchObject({ isError: true });
      expect(answer.text).toMatch(/^forbidden: /);
    });

    test('say what is wrong with arguments, and what to give', async () => {
      const { client } = await connected();
      const none = await use(client, 'list_comparisons_for_sha');
      expect(none.isError).toBe(true);
      expect(none.text).toContain('list_comparisons_for_sha takes sha');
      const much = await use(client, 'list_jobs', { limit: 1000 });
      expect(much.text).toMatch(/limit: .*200/);
      const unknown = await use(client, 'list_jobs', { page: 2 });
      expect([unknown.isError, unknown.text]).toEqual([true, expect.stringContaining('page')]);
      await expect(use(client, 'delete_everything')).rejects.toThrow('list_comparisons_for_sha');
    });
  });
});
