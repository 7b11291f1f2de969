import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTenant, type Installation, startInstallation, type Tenant } from './installation.ts';
import { type RecordedComparison, recordComparison } from './recorded-comparison.ts';

let installation: Installation;
let ada: Tenant;
let stranger: Tenant;
let one: RecordedComparison;

beforeAll(async () => {
  installation = await startInstallation();
  const { ctx } = installation.server;
  ada = await addTenant(ctx, 'Ada');
  stranger = await addTenant(ctx, 'stranger');
  one = await recordComparison(ctx, ada, { changed: 2, added: 1, deleted: 0, unchanged: 1 });
});
afterAll(() => installation.close());

const get = async (path: string, { session }: Tenant) =>
  (await fetch(installation.server.url + path, { headers: session })).text();

/** What a page brings along, by the call it answers. */
async function answersOf(path: string, person: Tenant): Promise<Map<string, unknown>> {
  const text = await get(path, person);
  const [, json = '[]'] = /id="first-answers">(.*?)<\/script>/.exec(text) ?? [];
  const answers = JSON.parse(json) as { key: string; body: unknown }[];
  return new Map(answers.map(({ key, body }) => [key, body]));
}

const pageOf = (search = '') =>
  `/a/${ada.accountId}/p/${ada.projectId}/compare/${one.sha1}/${one.sha2}${search}`;

test('the page of a comparison brings along exactly what its calls would answer', async () => {
  const answers = await answersOf(pageOf(), ada);
  expect(answers.size).toBe(4);
  for (const [key, body] of answers) {
    expect({ key, body }).toEqual({ key, body: JSON.parse(await get(key, ada)) });
  }
  const keys = [...answers.keys()].join('\n');
  expect(keys).toContain('groupBy=component&kind=changed&limit=200&offset=0&order=name');
  expect(keys).toContain('/differences/');
});

test('the pictures that are looked at begin to load with it', async () => {
  const answers = await answersOf(pageOf('?t=changed'), ada);
  const list = answers.keys().find((key) => key.includes('kind=changed'));
  const changes = answers.get(list ?? '') as {
    changes: { before: { image: { url: string } }; after: { image: { url: string } } }[];
  };
  const second = changes.changes[1];
  const text = await get(pageOf('?t=changed&c=1'), ada);
  const preloads = text.matchAll(/<link rel="preload"[^>]*href="([^"]*)"/g);
  expect(preloads.map(([, url]) => url).toArray()).toEqual([
    second?.before.image.url,
    second?.after.image.url,
  ]);
});

test('rows that are chosen by more than their kind are left to the page', async () => {
  expect((await answersOf(pageOf('?q=button'), ada)).size).toBe(2);
  expect(await get(pageOf('?t=added'), ada)).toContain('kind=added');
});

test('nobody learns from it what is not theirs', async () => {
  const answers = await answersOf(pageOf(), stranger);
  expect([...answers.keys()]).toEqual(['/api/me?']);
  expect(JSON.stringify([...answers.values()])).not.toContain('Ada');
});
