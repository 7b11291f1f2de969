/**
 * Stands in for `cypress run`, whose npm package comes without the program that it starts. It reads
 * the project's configuration, bundles its support file with each spec, opens them in Chromium, and
 * does what Cypress does towards plugins: registers tasks, calls the hooks around specs, forwards
 * `cy.task`. What a client adds to Cypress runs as it is.
 */
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build, type Plugin } from 'vite';
import type { TestResult } from './in-page/cypress-page.ts';

interface Settings {
  baseUrl: string;
  specPattern: string;
  supportFile: string;
  retries?: number;
  setupNodeEvents(on: On, config: Settings): Settings | Promise<Settings>;
}

type Task = (argument: unknown) => unknown;
type SpecHook = (spec: object, results: object) => unknown;
type On = (event: string, handler: SpecHook | Record<string, Task>) => void;

/** Where the entry of the bundle would lie: nobody writes it. */
const entry = resolve('cypress-entry.js');

/** Makes the entry a module that imports these files, in order. */
const importing = (files: string[]): Plugin => ({
  name: 'entry',
  enforce: 'pre',
  resolveId: (id) => (id === entry ? id : undefined),
  load: (id) =>
    id === entry ? files.map((file) => `import ${JSON.stringify(file)};`).join('\n') : undefined,
});

async function bundle(files: string[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [importing(files)],
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'spec' } },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (result === undefined || !('output' in result)) throw new Error('nothing was bundled');
  return result.output[0].code;
}

/** Runs one spec in a page of its own. */
async function runSpec(
  browser: Browser,
  spec: string,
  { baseUrl, supportFile, retries = 0 }: Settings,
  tasks: Map<string, Task>,
): Promise<TestResult[]> {
  const inPage = resolve(import.meta.dirname, 'in-page/cypress-page.ts');
  const code = await bundle([inPage, resolve(supportFile), resolve(spec)]);
  const page = await browser.newPage();
  await page.route(`${baseUrl}/__cypress/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({ contentType: 'text/html', body: '<body><script src="spec.js"></script>' }),
  );
  await page.exposeFunction('standInTask', async (name: string, argument: unknown) => {
    const answer = await tasks.get(name)?.(argument);
    if (answer === undefined) throw new Error(`the task ${name} answered nothing`);
    return answer;
  });
  await page.addInitScript('parent !== window && parent.standInBeforeLoad?.(window)');
  const broken: Error[] = [];
  page.on('pageerror', (error) => broken.push(error));
  await page.goto(`${baseUrl}/__cypress/runner.html`);
  if (broken[0] !== undefined) throw broken[0];
  const results = await page.evaluate<TestResult[]>(`standInRun(${retries})`);
  await page.close();
  return results;
}

async function run(): Promise<number> {
  const file = pathToFileURL(resolve('cypress.config.mjs')).href;
  const { default: config } = (await import(file)) as { default: { e2e: Settings } };
  const tasks = new Map<string, Task>();
  const hooks: Record<string, SpecHook> = {};
  const settings = await config.e2e.setupNodeEvents((event, handler) => {
    if (typeof handler === 'function') hooks[event] = handler;
    else for (const [name, task] of Object.entries(handler)) tasks.set(name, task);
  }, config.e2e);

  const browser = await chromium.launch(JSON.parse(process.env.STAND_IN_BROWSER ?? '{}'));
  let failed = 0;
  for (const spec of (await Array.fromAsync(glob(settings.specPattern))).sort()) {
    const startedAt = new Date().toISOString();
    await hooks['before:spec']?.({ relative: spec }, {});
    const tests = await runSpec(browser, spec, settings, tasks);
    const stats = { startedAt, endedAt: new Date().toISOString() };
    await hooks['after:spec']?.({ relative: spec }, { stats, tests });
    for (const { title, state, attempts } of tests) {
      if (state === 'passed') continue;
      failed += 1;
      process.stderr.write(`${title.join(' ')}: ${attempts.at(-1)?.error}\n`);
    }
  }
  await browser.close();
  return failed;
}

// The site that the project serves would keep the program alive.
process.exit(await run());
