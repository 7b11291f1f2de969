/** Real Playwright under the stock client, and what the pictures show of the pages it recorded. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWhole } from '@twinlens/testing';
import {
  bundledChromium,
  configurePlaywright,
  type Look,
  playwrightCommand,
  playwrightEnvironment,
  writePlaywrightProject,
  writeSite,
} from '@twinlens/testing/clients';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { colorsOf, expected, named, openStudio, type Studio, seen } from './recording-project.ts';
import { recordings, site } from './recordings.ts';

let studio: Studio;
let browser: NonNullable<Look['browser']>;

beforeAll(async () => {
  [studio, browser] = await Promise.all([openStudio(), bundledChromium()]);
});

afterAll(() => studio?.stop());

const send = (folder: string, args: string[]) => studio.send(folder, args, playwrightEnvironment);

const shas = (before: string, after: string) => ['--beforeSha', before, '--afterSha', after];

const configFile = (integration: string) => `export default {
  endpoint: process.env.TWINLENS_URL,
  integration: { type: 'playwright', ${integration} },
  targets: {
    chrome: { type: 'chrome', viewport: '400x300' },
    narrow: { type: 'chrome', viewport: '320x300' },
    states: { type: 'chrome', viewport: '400x300', applyPseudoClasses: true },
  },
};
`;

const header = `import { test } from 'happo/playwright';
const at = (path) => process.env.SITE_URL + '/' + path;
`;

/** A project with these tests, and the site of the recordings. */
async function projectOf(spec: string, integration = '', options = ''): Promise<string> {
  const folder = await studio.makeFolder();
  await writeSite(folder, site);
  await configurePlaywright(folder, browser, options);
  await writeFile(join(folder, 'happo.config.mjs'), configFile(integration));
  await writeFile(join(folder, 'pages.spec.mjs'), header + spec);
  return folder;
}

const oneBar = `await page.goto(at('wide.html'));
  await happoScreenshot(page.locator('#all'), { component: 'Bar', variant: 'default', targets: ['chrome'] });`;

describe('pages', () => {
  const wide = { name: 'wide', viewport: '600x400', type: 'chrome' };

  beforeAll(async () => {
    const folder = await projectOf(
      `for (const one of ${JSON.stringify(recordings)}) {
        test(one.component, async ({ page, happoScreenshot }) => {
          await page.goto(at(one.path));
          if (one.component === 'States') await page.hover('.hovered');
          const { component, snapshotStrategy = 'hoist', targets = ['chrome'] } = one;
          const options = { component, variant: 'default', snapshotStrategy, targets };
          await happoScreenshot(page.locator(one.selector), options);
        });
      }
      test('every target', async ({ page, happoScreenshot }) => {
        await page.goto(at('wide.html'));
        await happoScreenshot(page.locator('#all'), { component: 'Every', variant: 'default' });
        const targets = ['narrow', ${JSON.stringify(wide)}];
        await happoScreenshot(page.locator('#all'), { component: 'Some', variant: 'default', targets });
      });
      test('at the second attempt', async ({ page, happoScreenshot }, { retry }) => {
        await page.goto(at('wide.html'));
        if (retry === 0) await page.evaluate(() => { document.querySelector('#all').style.background = 'black' });
        await happoScreenshot(page.locator('#all'), { component: 'Retried', variant: 'default', targets: ['chrome'] });
        if (retry === 0) throw new Error('not yet');
      });`,
      'autoApplyPseudoStateAttributes: true',
      'workers: 2, fullyParallel: true, retries: 1,',
    );
    const run = await send(folder, [...shas('pages', 'pages'), ...playwrightCommand()]);
    expect(run, run.stderr + run.stdout).toMatchObject({ code: 0 });
  });

  test('are all in the report, once for each target, in captures of a few each', async () => {
    const report = await studio.report('pages');
    const one = ['Every default chrome', 'Every default narrow', 'Every default states'];
    const some = ['Some default narrow', 'Some default wide', 'Retried default chrome'];
    const rest = recordings.map(
      ({ component, targets = ['chrome'] }) => `${component} default ${targets[0]}`,
    );
    expect(named(report).sort()).toEqual([...one, ...some, ...rest].sort());
    const captures = new Set(report.snapshots.map(({ snapRequestId }) => snapRequestId));
    expect(captures.size).toBeGreaterThan(4);
  });

  test.each(recordings)('$component', async (recording) => {
    expect(await seen(await studio.report('pages'), recording)).toEqual(expected(recording));
  });

  test('are as wide as each target, those of a single test too', async () => {
    const report = await studio.report('pages');
    const colors = async (component: string, target: string) =>
      Object.values(await colorsOf(report, component, ['10,10'], target));
    expect(await colors('Every', 'chrome')).toEqual(['#00aa00']);
    expect(await colors('Every', 'narrow')).toEqual(['#0000aa']);
    expect(await colors('Some', 'narrow')).toEqual(['#0000aa']);
    expect(await colors('Some', 'wide')).toEqual(['#aa0000']);
  });

  test('of an attempt that failed are not shown', async () => {
    const report = await studio.report('pages');
    expect(await colorsOf(report, 'Retried', ['10,10'])).toEqual({ '10,10': '#00aa00' });
  });
});

describe('boxes', () => {
  const red = '#d02020';
  const blue = '#2040c0';
  let folder: string;
  let command: string[];

  beforeAll(async () => {
    folder = await studio.makeFolder();
    const { args } = await writePlaywrightProject(folder, { color: red, browser });
    command = args;
    const run = await send(folder, [...shas('box1', 'box1'), ...command]);
    expect(run, run.stderr + run.stdout).toMatchObject({ code: 0 });
    const colors = await colorsOf(await studio.report('box1'), 'Box', ['10,10']);
    expect(colors).toEqual({ '10,10': red });
    await writePlaywrightProject(folder, { color: blue, browser });
    await configurePlaywright(folder, browser, 'fullyParallel: true, workers: 1,');
  });

  test('from two shards are one report', async () => {
    const nonce = ['--nonce', 'sharded'];
    for (const shard of ['1/2', '2/2']) {
      const args = [...shas('box1', 'box2'), ...nonce, ...command, `--shard=${shard}`];
      const run = await send(folder, args);
      expect(run, run.stderr + run.stdout).toMatchObject({ code: 0 });
    }
    expect((await studio.job('box2'))?.state).toBe('pending');
    const finalized = await send(folder, ['finalize', ...shas('box1', 'box2'), ...nonce]);
    expect(finalized, finalized.stderr).toMatchObject({ code: 0 });
    expect(await studio.person.compared('box1', 'box2')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, unchanged: 1, added: 0, deleted: 0 },
    });
    const colors = await colorsOf(await studio.report('box2'), 'Box', ['10,10']);
    expect(colors).toEqual({ '10,10': blue });
  });

  test('that are skipped are borrowed when the shards are put together', async () => {
    const skip = ['--skip', JSON.stringify([{ component: 'Still' }]), '--nonce', 'skipping'];
    const run = await send(folder, [...shas('box1', 'box3'), ...skip, ...command]);
    expect(run, run.stderr + run.stdout).toMatchObject({ code: 0 });
    const finalized = await send(folder, ['finalize', ...shas('box1', 'box3'), ...skip]);
    expect(finalized, finalized.stderr).toMatchObject({ code: 0 });
    expect(await studio.person.compared('box1', 'box3')).toMatchObject({
      counts: { changed: 1, unchanged: 1, added: 0, deleted: 0 },
    });
    expect(await studio.report('box3')).toMatchObject({ total: 2, carriedOver: 1 });
  });
});

describe('a run', { concurrent: true, timeout: 120_000 }, () => {
  const failing = `
    test('passes', async ({ page, happoScreenshot }) => { ${oneBar} });
    test('fails', async ({ page, happoScreenshot }) => {
      ${oneBar.replace('Bar', 'Failed')}
      throw new Error('on purpose');
    });`;

  test('with a test that fails cancels its job, and says so on its page', async () => {
    const folder = await projectOf(failing);
    const run = await send(folder, [...shas('failed1', 'failed2'), ...playwrightCommand()]);
    expect(run.code).toBe(1);
    const job = await studio.ended('failed2');
    expect(job.state).toBe('failure');
    await studio.waitForText(`/a/1/jobs/${job.id}`, 'playwright run failed');
  });

  test.runIf(isWhole)('with a test that may fail shows what passed', async () => {
    const folder = await projectOf(failing, 'allowFailures: true');
    const run = await send(folder, [...shas('may1', 'may2'), ...playwrightCommand()]);
    expect(run.code).toBe(1);
    expect((await studio.person.compared('may1', 'may2')).counts).toMatchObject({ added: 1 });
    expect(named(await studio.report('may2'))).toEqual(['Bar default chrome']);
  });

  test.runIf(isWhole)('that records nothing leaves its job waiting', async () => {
    const folder = await projectOf(`test('looks at nothing', () => {});`);
    const run = await send(folder, [...shas('none1', 'none2'), ...playwrightCommand()]);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('No snapshots were recorded');
    const job = await studio.job('none2');
    expect(job).toMatchObject({ state: 'pending' });
    expect(job?.projects[0]).toMatchObject({ asyncReport: null, comparison: null });
  });
});
