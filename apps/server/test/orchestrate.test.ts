/** One job with one state for several projects, in whatever order its calls come. */
import { databases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** What the run of a project sends. */
async function run(client: TestClient, project: string, sha1 = 'a', sha2 = 'b') {
  const job = await client.start(sha1, sha2, { project });
  await client.report(sha2, await client.request(newItem()), { project });
  if (sha1 !== sha2) await client.compare(sha1, sha2, { project });
  return job;
}

describe.each(databases)('orchestrated jobs on $name', (database) => {
  const wire = useWire(database);
  const finish = () => wire.finish({ component: 'Button' });

  test('are the job of their projects’ own runs, announced before, between or after them', async () => {
    for (const place of [0, 1, 2]) {
      const client = await wire.client();
      const calls = [() => run(client, 'web'), () => run(client, 'pages')];
      calls.splice(place, 0, () => client.orchestrate('a', 'b', ['web', 'pages']));
      const answers = [];
      for (const call of calls) answers.push(await call());
      const [first] = answers;
      expect(answers).toEqual([first, first, first]);
      const job = await client.wholeJob(first?.id);
      expect(job).toMatchObject({ orchestrated: true, state: 'pending' });
      expect(job.states).toEqual({ pages: 'pending', web: 'pending' });
      await finish();
      expect((await client.wholeJob(first?.id)).state).toBe('pending');
      await finish();
      expect((await client.wholeJob(first?.id)).state).toBe('needs-review');
    }
  });

  test('end with what came before them, when nothing else is expected', async () => {
    const client = await wire.client();
    await run(client, 'web');
    await finish();
    const job = await client.orchestrate('a', 'b', ['web']);
    expect(await client.wholeJob(job?.id)).toMatchObject({ state: 'needs-review' });
  });

  test('make projects nobody has heard of, and show them before anything has come', async () => {
    const client = await wire.client();
    const job = await client.orchestrate('a', 'b', ['one', 'two', 'one'], { link: '' });
    const { projects, link } = await client.wholeJob(job?.id);
    expect(link).toBeNull();
    expect(projects).toMatchObject([
      { project: { name: 'one' }, state: 'pending', comparison: null, asyncReport: null },
      { project: { name: 'two' }, state: 'pending', comparison: null, asyncReport: null },
    ]);
  });

  test('announced again keep every project, and what is known of the change', async () => {
    const client = await wire.client();
    const link = 'https://example.org/1';
    const first = await client.orchestrate('a', 'b', ['one'], { link });
    expect(await client.orchestrate('a', 'b', ['two'], { link: '' })).toEqual(first);
    expect(await client.wholeJob(first?.id)).toMatchObject({
      link,
      states: { one: 'pending', two: 'pending' },
    });
  });

  test('of a commit with itself end with the reports', async () => {
    const client = await wire.client();
    const job = await client.orchestrate('main', 'main', ['web', 'pages']);
    await run(client, 'web', 'main', 'main');
    await finish();
    expect(await client.wholeJob(job?.id)).toMatchObject({
      state: 'pending',
      states: { web: 'success', pages: 'pending' },
    });
    await run(client, 'pages', 'main', 'main');
    await finish();
    expect((await client.wholeJob(job?.id)).state).toBe('success');
  });

  test('are not ended by the cancellation of one project', async () => {
    const client = await wire.client();
    const job = await client.orchestrate('a', 'b', ['web', 'pages']);
    await client.cancel('a', 'b', 'no oven', { project: 'web' });
    expect(await client.wholeJob(job?.id)).toMatchObject({
      state: 'pending',
      states: { web: 'failure', pages: 'pending' },
    });
    await client.orchestrate('a', 'b', ['web', 'pages']);
    expect((await client.wholeJob(job?.id)).states.web).toBe('failure');
    await run(client, 'pages');
    await finish();
    expect((await client.wholeJob(job?.id)).state).toBe('failure');

    await run(client, 'web');
    expect((await client.wholeJob(job?.id)).state).toBe('pending');
    await finish();
    expect((await client.wholeJob(job?.id)).state).toBe('needs-review');
  });

  test('name the project that never came', async () => {
    const client = await wire.client();
    const job = await client.orchestrate('a', 'b', ['web', 'pages']);
    await client.cancel('a', 'b', 'nothing to see', { project: 'web', status: 'success' });
    await wire.pass(defaultRules.jobExpiryMs + 1);
    const { state, projects } = await client.wholeJob(job?.id);
    expect(state).toBe('expired');
    expect(projects).toMatchObject([
      { state: 'expired', message: 'no comparison or report of pages came in time' },
      { state: 'success', message: 'nothing to see' },
    ]);
  });

  test('give a project its full time from the start of its run', async () => {
    const client = await wire.client();
    const job = await client.orchestrate('a', 'b', ['web']);
    await wire.pass(defaultRules.jobExpiryMs - 60_000);
    await client.start('a', 'b', { project: 'web' });
    await wire.pass(120_000);
    expect((await client.wholeJob(job?.id)).state).toBe('pending');
  });

  test('of nothing are refused', async () => {
    const client = await wire.client();
    const orchestrate = (body: object) =>
      fetch(`${client.origin}/api/jobs/a/b/orchestrate`, {
        method: 'POST',
        headers: { ...client.tenant.client, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const body of [{}, { projects: [] }, { projects: [''] }, { projects: 'web' }]) {
      const answer = await orchestrate(body);
      expect(answer.status).toBe(400);
      expect((await answer.json()).message).toContain('projects');
    }
    expect(await client.jobs()).toEqual([]);
  });
});
