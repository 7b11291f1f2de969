/**
 * What the stock client adds to Cypress, in a real browser and under its own wrapper. Cypress itself,
 * which npm does not carry, is stood in for.
 */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bundledChromium,
  configureCypress,
  cypressCommand,
  cypressEnvironment,
  writeCypressProject,
  writeSite,
} from '@twinlens/testing/clients';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { colorsOf, expected, named, openStudio, type Studio, seen } from './recording-project.ts';
import { recordings, site } from './recordings.ts';

let studio: Studio;
let browser: Awaited<ReturnType<typeof bundledChromium>>;

beforeAll(async () => {
  [studio, browser] = await Promise.all([openStudio(), bundledChromium()]);
});

afterAll(() => studio?.stop());

const send = (folder: string, args: string[]) =>
  studio.send(folder, args, cypressEnvironment(browser));

const shas = (before: string, after: string) => ['--beforeSha', before, '--afterSha', after];

const configFile = `export default {
  endpoint: process.env.TWINLENS_URL,
  integration: { type: 'cypress', autoApplyPseudoStateAttributes: true },
  targets: {
    chrome: { type: 'chrome', viewport: '400x300' },
    states: { type: 'chrome', viewport: '400x300', applyPseudoClasses: true },
  },
};
`;

async function projectOf(specs: Record<string, string>, options = ''): Promise<string> {
  const folder = await studio.makeFolder();
  await writeSite(folder, site);
  await configureCypress(folder, specs, options);
  await writeFile(join(folder, 'happo.config.mjs'), configFile);
  return folder;
}

describe('pages', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await projectOf(
      {
        pages: `for (const one of ${JSON.stringify(recordings)}) {
          it(one.component, () => {
            cy.visit('/' + one.path);
            if (one.component === 'States') cy.get('.hovered').trigger('mouseover');
            const { component, snapshotStrategy, targets = ['chrome'] } = one;
            cy.get(one.selector).happoScreenshot({ component, snapshotStrategy, targets });
          });
        }`,
        options: `const targets = ['chrome'];
          describe('a page', () => it('without a name', () => {
            cy.visit('/wide.html');
            cy.get('#all').happoScreenshot({ targets });
          }));
          it('all of them', () => {
            cy.visit('/hidden.html');
            cy.get('.bar').happoScreenshot({ component: 'AllElements', includeAllElements: true, targets });
          });
          it('changed for the picture', () => {
            cy.visit('/hidden.html');
            const transform = (element, doc) => {
              const other = doc.createElement('div');
              other.className = 'bar';
              other.style.background = 'rgb(170, 170, 0)';
              return other;
            };
            const transformDOM = { selector: '.bar', transform };
            cy.get('#all').happoScreenshot({ component: 'Transformed', transformDOM, targets });
          });
          it('at the second attempt', () => {
            cy.visit('/wide.html');
            cy.get('#all').happoScreenshot({ component: 'Retried', targets });
            cy.get('#all').then(() => { if (Cypress.currentRetry === 0) throw new Error('not yet') });
          });`,
      },
      'retries: 1,',
    );
    const run = await send(folder, [...shas('pages', 'pages'), ...cypressCommand]);
    expect(run, run.stderr + run.stdout).toMatchObject({ code: 0 });
  });

  test('are all in the report, once', async () => {
    const others = ['a page without a name', 'AllElements', 'Transformed', 'Retried'];
    const rest = recordings.map(
      ({ component, targets = ['chrome'] }) => `${component} default ${targets[0]}`,
    );
    const all = [...others.map((component) => `${component} default chrome`), ...rest];
    expect(named(await studio.report('pages')).sort()).toEqual(all.sort());
  });

  test.each(recordings)('$component', async (recording) => {
    expect(await seen(await studio.report('pages'), recording)).toEqual(expected(recording));
  });

  test('may be several elements, and changed for the picture', async () => {
    const report = await studio.report('pages');
    const places = ['10,10', '10,30', '10,50'];
    expect(Object.values(await colorsOf(report, 'AllElements', places))).toEqual([
      '#aa0000',
      '#ffffff',
      '#0000aa',
    ]);
    expect(new Set(Object.values(await colorsOf(report, 'Transformed', places)))).toEqual(
      new Set(['#aaaa00']),
    );
  });

  test('have canvases that were sent in pieces', async () => {
    const inlined = join(folder, '.happo-tmp/_inlined');
    const files = await readdir(inlined);
    expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.png$/)]);
    // In base64, which adds a third, more than the 200,000 characters the client sends at once.
    expect((await stat(join(inlined, files[0] ?? ''))).size).toBeGreaterThan(150_000);
  });
});

describe('boxes', () => {
  let folder: string;
  let args: string[];

  beforeAll(async () => {
    folder = await studio.makeFolder();
    ({ args } = await writeCypressProject(folder, { color: '#d02020' }));
    expect(await send(folder, [...shas('box1', 'box1'), ...args])).toMatchObject({ code: 0 });
    await writeCypressProject(folder, { color: '#2040c0' });
  });

  test('of another colour are the only change', async () => {
    expect(await send(folder, [...shas('box1', 'box2'), ...args])).toMatchObject({ code: 0 });
    expect(await studio.person.compared('box1', 'box2')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, unchanged: 1, added: 0, deleted: 0 },
    });
    const [before, after] = [await studio.report('box1'), await studio.report('box2')];
    expect(await colorsOf(before, 'Box', ['10,10'])).toEqual({ '10,10': '#d02020' });
    expect(await colorsOf(after, 'Box', ['10,10'])).toEqual({ '10,10': '#2040c0' });
  });

  test('that are skipped in a run without a nonce are shown as deleted', async () => {
    const skip = ['--skip', JSON.stringify([{ component: 'Still' }])];
    expect(await send(folder, [...shas('box1', 'box3'), ...skip, ...args])).toMatchObject({
      code: 0,
    });
    const { counts } = await studio.person.compared('box1', 'box3');
    expect(counts).toMatchObject({ changed: 1, deleted: 1, unchanged: 0 });
  });

  test('in a spec that fails cancel the job', async () => {
    const spec = `it('fails', () => { cy.visit('/box.html'); cy.get('div').then(() => { throw new Error() }) });`;
    await configureCypress(folder, { box: spec });
    expect((await send(folder, [...shas('box1', 'box4'), ...args])).code).toBe(1);
    const job = await studio.ended('box4');
    expect(job.projects[0]).toMatchObject({ state: 'failure', message: 'cypress run failed' });
  });
});
