/** The stock client with every type of target in one run, against two workers on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { operations, type ResponseOf } from '@twinlens/contract';
import { decodePng } from '@twinlens/image-diff';
import {
  eventually,
  type RunningTwinlens,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeProject } from './clients-project.ts';

/** Those that have to be installed are not everywhere. */
const all = inject('engines').length === 3;

/** A bar as wide as the viewport; its colour says which browser the page takes it for. */
const draws = `
  const names = { iPhone: '#ff0000', Macintosh: '#00ff00', Firefox: '#0000ff', Chrome: '#ffff00' };
  const found = Object.keys(names).find((name) => navigator.userAgent.includes(name));
  const bar = document.createElement('div');
  bar.style.cssText = 'position:absolute;left:0;top:0;width:100vw;height:40px;background:' + (names[found] ?? '#00ffff');
  document.body.replaceChildren(bar);`;

const targets = {
  accessibility: { type: 'accessibility', viewport: '800x600' },
  chrome: { type: 'chrome', viewport: '800x600' },
  edge: { type: 'edge', viewport: '800x600' },
  firefox: { type: 'firefox', viewport: '800x600' },
  ipad: { type: 'ipad-safari' },
  iphone: { type: 'ios-safari' },
  safari: { type: 'safari', viewport: '800x600' },
};

const shown: Record<keyof typeof targets, { size: string; colour: string; browser: RegExp }> = {
  accessibility: { size: '800x40', colour: '#ffff00', browser: /^Chromium [\d.]+$/ },
  chrome: { size: '800x40', colour: '#ffff00', browser: /^Chromium [\d.]+$/ },
  edge: { size: '800x40', colour: '#ffff00', browser: /in place of Microsoft Edge$/ },
  firefox: { size: '800x40', colour: '#0000ff', browser: /^Firefox / },
  ipad: { size: '2160x80', colour: '#00ff00', browser: /^WebKit, emulated iPad/ },
  iphone: { size: '750x80', colour: '#ff0000', browser: /^WebKit, emulated iPhone/ },
  safari: { size: '800x40', colour: '#00ffff', browser: /in place of Safari$/ },
};

describe.runIf(all)('all seven types of target', () => {
  let folder: string;
  let twinlens: RunningTwinlens;
  let person: SignedIn;
  let worker: ChildProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
    twinlens = await startTwinlens({ dataFolder: join(folder, 'data') });
    person = await signIn(twinlens);
    const made = await fetch(`${twinlens.url}/api/fleet/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: person.cookie, origin: twinlens.url },
      body: JSON.stringify({ label: 'the other one' }),
    });
    const { token } = (await made.json()) as ResponseOf<typeof operations.createWorkerToken>;
    const names = 'edge,firefox,safari,ios-safari,ipad-safari';
    const command = resolve(import.meta.dirname, '../src/main.ts');
    const args = ['worker', '--server', twinlens.url, '--targets', names, '--name', 'other'];
    worker = spawn(process.execPath, [command, ...args], {
      env: { ...process.env, TWINLENS_WORKER_TOKEN: token },
      stdio: 'ignore',
    });
  });
  afterAll(async () => {
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    await twinlens.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('are captured in one run of the stock client, each by its own browser', async () => {
    const project = await makeProject(folder);
    await project.configure({ examples: [{ component: 'Bar', draws }], targets });
    const run = await project.send(twinlens, 'everywhere');
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const params = { account: person.account, project: person.project, sha: 'everywhere' };
    const report = await eventually(
      'the report',
      () => person.read(operations.getReport, { params }),
      90_000,
    );
    const browsers = new Map(report.browsers.map((one) => [one.target, one.browsers.join()]));
    expect(report.snapshots.map(({ target }) => target)).toEqual(Object.keys(targets));
    for (const { target, image } of report.snapshots) {
      const { size, colour, browser } = shown[target as keyof typeof targets];
      const png = await fetch(image.url, { headers: { cookie: person.cookie } });
      const { width, height, rgba } = decodePng(Buffer.from(await png.arrayBuffer()));
      const last = ((height - 1) * width + width - 1) * 4;
      const seen = [0, last].map(
        (at) => `#${Buffer.from(rgba.subarray(at, at + 3)).toString('hex')}`,
      );
      expect({ target, size: `${width}x${height}`, seen }).toEqual({
        target,
        size,
        seen: [colour, colour],
      });
      expect(browsers.get(target)).toMatch(browser);
    }
    const fleet = await person.read(operations.getFleet, {});
    expect(fleet.types.filter(({ workers }) => workers === 0)).toEqual([]);
    const other = fleet.workers.find(({ name }) => name === 'other');
    expect(other).toMatchObject({ state: 'in service', token: { label: 'the other one' } });
    expect(other?.lastHour.captures).toBe(5);
  });
});
