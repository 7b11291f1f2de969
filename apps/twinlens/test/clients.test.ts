/** What builds rely on, shown with the stock client against everything that `twinlens up` starts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import { decodePng } from '@twinlens/image-diff';
import {
  eventually,
  listDescendants,
  type RunningTwinlens,
  type SignedIn,
  signIn,
  startTwinlens,
  writeHeadlessShell,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeProject, type Project } from './clients-project.ts';
import { startProxy } from './clients-proxy.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  const browsers = join(folder, 'browsers.json');
  const next = {
    ...{ name: 'next', label: 'Next month', engine: 'chromium' },
    ...{ executable: await writeHeadlessShell(folder), arguments: ['--user-agent=Next'] },
  };
  await writeFile(browsers, JSON.stringify({ browsers: [next] }));
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
    environment: { TWINLENS_WORKER_BROWSERS: browsers },
  });
  person = await signIn(twinlens);
});

afterAll(async () => {
  await twinlens?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const button = { component: 'Button' };
const text = { component: 'Text', variant: 'plain' };
const both = { examples: [button, text] };
const changed = { examples: [{ ...button, color: 'red' }, text] };

async function projectWith(config: Parameters<Project['configure']>[0]): Promise<Project> {
  const project = await makeProject(folder);
  await project.configure(config);
  return project;
}

async function sendAll(project: Project, ...runs: [after: string, ...more: string[]][]) {
  for (const [after, ...more] of runs) {
    const run = await project.send(twinlens, after, ...more);
    expect(run, run.stderr).toMatchObject({ code: 0 });
  }
}

async function jobOf(sha2: string) {
  const { jobs } = await person.read(operations.listJobs, { params: { account: person.account } });
  const found = jobs.filter((job) => job.sha2 === sha2);
  expect(found).toHaveLength(1);
  const [job] = found;
  if (job === undefined) throw new Error(`there is no job of ${sha2}`);
  return job;
}

const jobEnded = (sha2: string) =>
  eventually(`the job of ${sha2} ends`, async () => {
    const job = await jobOf(sha2);
    return job.state !== 'pending' && job;
  });

const reportOf = (sha: string, project = person.project) =>
  eventually(`the report of ${sha}`, () =>
    person.read(operations.getReport, { params: { account: person.account, project, sha } }),
  );

async function requestsOf(sha: string) {
  const id = (await jobOf(sha)).projects[0]?.asyncReport?.id ?? 0;
  const params = { account: person.account, id };
  return (await person.read(operations.getAsyncReport, { params })).requests;
}

const named = ({ snapshots }: Awaited<ReturnType<typeof reportOf>>) =>
  snapshots.map(({ component, variant, target }) => `${component} ${variant} ${target}`);

describe('what is captured', () => {
  test('several targets and chunks, with an example for one of the targets', async () => {
    const project = await projectWith({
      examples: [button, text, { component: 'Sheet', targets: ['small'] }],
      targets: {
        large: { type: 'chrome', viewport: '600x400', chunks: 2 },
        small: { type: 'chrome', viewport: '200x400' },
      },
    });
    await sendAll(project, ['targets']);
    const report = await reportOf('targets');
    expect(named(report)).toEqual([
      'Button default large',
      'Button default small',
      'Sheet default small',
      'Text plain large',
      'Text plain small',
    ]);
    const targets = (await requestsOf('targets')).map(({ target }) => target);
    expect(targets.sort()).toEqual(['large', 'large', 'small']);
  });

  test('a browser of the operator is captured beside the usual one, as a target asks for it', async () => {
    const draws = `
      const bar = document.createElement('div');
      bar.style.cssText = 'width:80px;height:40px;background:'
        + (navigator.userAgent === 'Next' ? '#ff0000' : '#0000ff');
      document.body.replaceChildren(bar);`;
    const usual = { type: 'chrome', viewport: '300x200' };
    const project = await projectWith({
      examples: [{ component: 'Bar', draws }],
      targets: { now: usual, soon: { ...usual, browser: 'next' } },
    });
    await sendAll(project, ['side by side']);
    const report = await reportOf('side by side');
    expect(report.browsers).toEqual([
      { target: 'now', browsers: [expect.stringMatching(/^Chromium [\d.]+$/)], doubt: null },
      {
        target: 'soon',
        browsers: [expect.stringMatching(/^Next month: Chromium [\d.]+$/)],
        doubt: null,
      },
    ]);
    const colours = report.snapshots.map(async ({ target, image }) => {
      const png = await (await fetch(new URL(image.url, twinlens.url))).arrayBuffer();
      const { width, rgba } = decodePng(new Uint8Array(png));
      const at = (20 * width + 20) * 4;
      return [target, [...rgba.subarray(at, at + 3)]];
    });
    expect(await Promise.all(colours)).toEqual([
      ['now', [0, 0, 255]],
      ['soon', [255, 0, 0]],
    ]);
  });

  test('on the default branch, the job ends with its report', async () => {
    await sendAll(await projectWith(both), ['alone']);
    const job = await jobEnded('alone');
    expect(job).toMatchObject({ sha1: 'alone', state: 'success' });
    expect(job.projects[0]?.comparison).toBeNull();
    expect((await reportOf('alone')).total).toBe(2);
  });

  test('the same run again has the same addresses, and doubles nothing', async () => {
    const project = await projectWith(both);
    const first = await project.send(twinlens, 'again2', 'again1');
    await person.compared('again1', 'again2');
    const second = await project.send(twinlens, 'again2', 'again1');
    const urls = ({ stdout }: typeof first) => stdout.match(/http\S+/g);
    expect(urls(first)?.length).toBeGreaterThanOrEqual(2);
    expect(urls(second)).toEqual(urls(first));
    expect((await person.compared('again1', 'again2')).counts).toMatchObject({ added: 2 });
    expect((await reportOf('again2')).total).toBe(2);
  });

  test('a project is made when it is first named, and kept apart', async () => {
    const project = await projectWith({ ...both, project: 'other' });
    await sendAll(project, ['projects']);
    await jobEnded('projects');
    await sendAll(project, ['projects', 'projects', '--project', 'a third']);
    const job = await jobEnded('projects');
    expect(job.projects.map((one) => one.project.name)).toEqual(['a third', 'other']);
    const { accounts } = await person.read(operations.getMe, {});
    const other = accounts[0]?.projects.find(({ name }) => name === 'other');
    expect((await reportOf('projects', other?.id)).total).toBe(2);
  });
});

describe('what is compared', () => {
  test('of accessibility targets, which rules are broken and what is told', async () => {
    const targets = {
      chrome: { type: 'chrome', viewport: '300x200' },
      axe: { type: 'accessibility', viewport: '300x200' },
    };
    const project = await projectWith({ ...both, targets });
    await sendAll(project, ['axe1']);
    await project.configure({ examples: [{ ...button, color: '#bbbbbb' }, text], targets });
    await sendAll(project, ['axe2', 'axe1']);
    const { id, counts } = await person.compared('axe1', 'axe2');
    expect(counts).toMatchObject({ changed: 2, unchanged: 2, added: 0, deleted: 0 });
    const { account } = person;
    const { changes } = await person.read(operations.listChanges, {
      params: { account, comparison: id },
      query: { kind: 'changed', filter: 'axe' },
    });
    const [found] = changes.map(({ before, after }) => [before, after].map((side) => side?.image));
    const [before, after] = (found ?? []).map((image) => image?.accessibility);
    expect(after?.violations.serious).toBe((before?.violations.serious ?? 0) + 1);
    const params = { account, hash: after?.hash ?? '' };
    const result = await person.read(operations.getAccessibilityResult, { params });
    expect(result.aria).toContain('- paragraph: Button, default');
    const contrast = result.violations.find((violation) => violation.id === 'color-contrast');
    expect(contrast?.nodes).toMatchObject([{ target: ['p'], box: { x: 0, y: 0 } }]);
  });

  test('with the first fallback that has a report, else with nothing', async () => {
    const project = await projectWith(both);
    await sendAll(project, ['fallback1']);
    await project.configure(changed);
    const fallbacks = ['--fallbackShas', 'gone2,fallback1'];
    await sendAll(project, ['fallback2', 'gone1', ...fallbacks], ['fallback3', 'gone1']);
    expect(await person.compared('gone1', 'fallback2')).toMatchObject({
      counts: { changed: 1, unchanged: 1, added: 0 },
      baseline: { rule: 'fallback-sha', sha: 'fallback1' },
    });
    expect(await person.compared('gone1', 'fallback3')).toMatchObject({
      counts: { changed: 0, unchanged: 0, added: 2 },
      baseline: { rule: 'none', sha: null },
    });
  });

  test('when the client has long gone: a comparison waits for its report', async () => {
    const project = await projectWith({ examples: [{ component: 'Late' }] });
    const worker = await twinlens.pidOf('worker');
    process.kill(worker, 'SIGSTOP');
    try {
      await sendAll(project, ['late2', 'late1']);
      const params = { account: person.account, project: person.project };
      const shas = { sha1: 'late1', sha2: 'late2' };
      const waiting = await person.read(operations.getComparison, {
        params: { ...params, ...shas },
      });
      expect(waiting).toMatchObject({ state: 'pending', progress: { requestsDone: 0 } });
    } finally {
      process.kill(worker, 'SIGCONT');
    }
    expect((await person.compared('late1', 'late2')).counts).toMatchObject({ added: 1 });
  });

  test('a flake somebody reported is ignored from then on, and listed', async () => {
    const project = await projectWith(both);
    await sendAll(project, ['flake1']);
    await project.configure(changed);
    await sendAll(project, ['flake2', 'flake1']);
    const { id } = await person.compared('flake1', 'flake2');
    const params = { account: person.account, comparison: id };
    const query = { kind: 'changed' as const };
    const { changes } = await person.read(operations.listChanges, { params, query });
    const body = {
      beforeSnapshotId: changes[0]?.before?.snapshotId ?? 0,
      afterSnapshotId: changes[0]?.after?.snapshotId ?? 0,
    };
    await person.read(operations.reportFlake, { params, body });

    await sendAll(project, ['flake3', 'flake1']);
    expect(await person.compared('flake1', 'flake3')).toMatchObject({
      state: 'success',
      counts: { changed: 0, ignored: 1, unchanged: 1 },
    });
    const listed = await project.send(twinlens, 'x', 'x', 'flake', '--sha', 'flake2');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.stdout).toContain('Found 1 flake');
    expect(listed.stdout).toContain('[default] Button / default / chrome');
  });
});

describe('what goes wrong', () => {
  test('an example that throws fails the job with its error, until a run succeeds', async () => {
    const broken = { component: 'Broken', throws: 'no ingredients left' };
    const project = await projectWith({ examples: [button, broken] });
    await sendAll(project, ['broken2', 'broken1']);
    const job = await jobEnded('broken2');
    expect(job.state).toBe('failure');
    expect(job.projects[0]?.message).toMatch(
      /capture \d+ \(chrome\) failed: .*no ingredients left/,
    );

    await project.configure({ examples: [button] });
    await sendAll(project, ['broken2', 'broken1']);
    expect((await person.compared('broken1', 'broken2')).counts).toMatchObject({ added: 1 });
    expect((await jobEnded('broken2')).state).toBe('needs-review');
  });

  test('a browser that dies three times under one package fails it with its log, and it alone', async () => {
    const worker = await twinlens.pidOf('worker');
    await sendAll(await projectWith({ examples: [text, { ...button, hangs: 'it burns' }] }), [
      'bomb',
    ]);
    for (const attempt of [1, 2, 3]) {
      await eventually(`attempt ${attempt} has reached the example that hangs`, async () => {
        const [request] = await requestsOf('bomb');
        return request?.attempts === attempt && request.captured === 1;
      });
      for (const { pid, command } of await listDescendants(worker)) {
        if (command.includes('--type=renderer')) process.kill(pid, 'SIGKILL');
      }
    }
    const job = await jobEnded('bomb');
    expect(job.state).toBe('failure');
    expect(job.projects[0]?.message).toContain('crashed');
    const [request] = await requestsOf('bomb');
    expect(request).toMatchObject({ state: 'failed', attempts: 3 });
    const params = { account: person.account, id: request?.id ?? 0 };
    const { log } = await person.read(operations.getSnapRequest, { params });
    expect(log.map((line) => line.text).join()).toContain('it burns');

    await sendAll(await projectWith(both), ['after-the-bomb']);
    expect((await reportOf('after-the-bomb')).total).toBe(2);
  });

  test('a target without a worker is named on the job while it waits', async () => {
    const targets = { fox: { type: 'firefox', viewport: '300x200' } };
    await sendAll(await projectWith({ examples: [button], targets }), ['fox2', 'fox1']);
    const job = await jobOf('fox2');
    expect(job.state).toBe('pending');
    expect(job.projects[0]?.message).toContain('no worker for browser-firefox has been seen');
  });

  test('a failing build after a run that succeeded takes nothing back', async () => {
    const project = await projectWith(both);
    await sendAll(project, ['done2', 'done1']);
    await person.compared('done1', 'done2');
    await project.configure({ ...both, buildFails: 'the oven is cold' });
    const run = await project.send(twinlens, 'done2', 'done1');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('already been completed');
    expect((await jobEnded('done2')).state).toBe('needs-review');
  });

  test('a page recorded through what the client gives to Cypress', async () => {
    const project = await makeProject(folder);
    await writeFile(
      join(project.folder, 'happo.config.mjs'),
      `export default {
        endpoint: process.env.TWINLENS_URL,
        integration: { type: 'cypress' },
        targets: { chrome: { type: 'chrome', viewport: '300x200' } },
      };`,
    );
    // What Cypress does with the client's tasks, without Cypress.
    await writeFile(
      join(project.folder, 'record.mjs'),
      `import task from ${JSON.stringify(import.meta.resolve('happo/cypress/task'))};
      task.register(() => {});
      await task.handleBeforeSpec();
      await task.happoRegisterSnapshot({
        component: 'Page', variant: 'start', html: '<p>Hello</p>', assetUrls: [], cssBlocks: [],
      });
      await task.handleAfterSpec();`,
    );
    const command = ['--', process.execPath, 'record.mjs'];
    const run = await project.send(twinlens, 'recorded2', 'recorded1', ...command);
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(named(await reportOf('recorded2'))).toEqual(['Page start chrome']);
    expect((await jobEnded('recorded2')).state).toBe('needs-review');
  });

  test('without the bulk call, the client sends one form for each capture', async () => {
    const project = await projectWith(both);
    const isBulk = (path: string) => path === '/api/snap-requests/bulk';
    const proxy = await startProxy(twinlens.url, (path) => (isBulk(path) ? 'not-found' : 'pass'));
    onTestFinished(proxy.close);
    const run = await project.send({ ...twinlens, url: proxy.url }, 'single');
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(proxy.seen).toContainEqual({ path: '/api/snap-requests', status: 200 });
    expect((await reportOf('single')).total).toBe(2);
  });

  test('answers lost with a server killed by -9: the client asks again and gets the same', async () => {
    const project = await projectWith({ examples: [button, { component: 'Once' }] });
    const toLose = new Set([
      '/api/snap-requests/bulk',
      '/api/async-reports/killed2',
      '/api/reports/killed1/compare/killed2',
    ]);
    const proxy = await startProxy(
      twinlens.url,
      (path) => (toLose.delete(path) ? 'lose-answer' : 'pass'),
      async () => void process.kill(await twinlens.pidOf('server'), 'SIGKILL'),
    );
    onTestFinished(proxy.close);
    const run = await project.send({ ...twinlens, url: proxy.url }, 'killed2', 'killed1');
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(proxy.seen.filter(({ status }) => status === 0)).toHaveLength(3);
    expect((await person.compared('killed1', 'killed2')).counts).toMatchObject({ added: 2 });
    expect(await requestsOf('killed2')).toHaveLength(1);
    expect((await jobOf('killed2')).projects).toHaveLength(1);
  }, 120_000);
});

test('the same with the embedded database', async () => {
  const other = await startTwinlens({ dataFolder: join(folder, 'embedded') });
  onTestFinished(async () => void (await other.stop()));
  const somebody = await signIn(other);
  const project = await projectWith(both);
  expect(await project.send(other, 'one')).toMatchObject({ code: 0 });
  await project.configure(changed);
  expect(await project.send(other, 'two', 'one')).toMatchObject({ code: 0 });
  expect(await somebody.compared('one', 'two')).toMatchObject({
    state: 'needs-review',
    counts: { changed: 1, unchanged: 1, added: 0, deleted: 0 },
  });
});
