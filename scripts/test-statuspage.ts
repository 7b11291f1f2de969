/**
 * `npm run test:statuspage`: existing readers of Statuspage pages, as npm has them, read the status program's
 * documents: the client `statuspage.io`, and the widget of those who make Statuspage, in a browser. Neither is
 * a dependency; they are installed for this into a folder that goes away.
 */
import { deepStrictEqual, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, statusOperations } from '@twinlens/contract';
import { launchChromium } from '@twinlens/testing/browser';
import { quietSettings, startStatus } from '../apps/status/test/status-program.ts';

const client = 'statuspage.io@3.3.6';
const widget = '@statuspage/status-widget@1.0.5';

interface Named {
  name: string;
  status: string;
}
/** What the client reads, as its types say. */
interface Api {
  getSummary(): Promise<{ components: Named[]; incidents: Named[]; status: { indicator: string } }>;
  getStatus(): Promise<{ status: { indicator: string; description: string } }>;
  getComponents(): Promise<{ components: Named[] }>;
  incidents: Record<'getAll' | 'getUnresolved', () => Promise<{ incidents: Named[] }>>;
  /** What it calls active it asks for at the address of what is upcoming: that says nothing of ours. */
  scheduledMaintenances: Record<
    'getAll' | 'getUpcoming',
    () => Promise<{ scheduled_maintenances: Named[] }>
  >;
}

const folder = await mkdtemp(join(tmpdir(), 'twinlens-statuspage-'));
const status = await startStatus({ settings: quietSettings });
const browser = await launchChromium();
const page = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><title>A page</title><statuspage-widget src="${status.url}">`);
}).listen(0, '127.0.0.1');
try {
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', client, widget];
  execFileSync('npm', ['init', '-y'], { cwd: folder, stdio: 'ignore' });
  execFileSync('npm', install, { cwd: folder, stdio: 'ignore' });
  await tell();
  await readByClient();
  await readByWidget();
  console.log(`${client} and ${widget} read the status page as it is`);
} finally {
  page.close();
  await Promise.all([browser.close(), status.stop()]);
  await rm(status.dataFolder, { recursive: true });
  await rm(folder, { recursive: true });
}

/** One incident that goes on, one that is over, one maintenance to come. */
async function tell(): Promise<void> {
  const { operator } = status;
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const open = (body: Parameters<typeof call<typeof statusOperations.openIncident>>[2]['body']) =>
    call(operator, statusOperations.openIncident, { body });
  const over = await open({ name: 'A cable', components: { api: 'partial_outage' } });
  await call(operator, statusOperations.updateIncident, {
    params: { incident: over?.id ?? '' },
    body: { state: 'resolved', body: 'Replaced.' },
  });
  await open({ name: 'Pictures are slow', components: { pictures: 'degraded_performance' } });
  const maintained = { 'web-ui': 'under_maintenance' } as const;
  await open({
    name: 'New disks',
    components: maintained,
    scheduledFor: at(5),
    scheduledUntil: at(6),
  });
}

async function readByClient(): Promise<void> {
  const { Statuspage } = createRequire(join(folder, 'package.json'))('statuspage.io') as {
    Statuspage: new (id: string) => { api: Api; setApiUrl(url: string): void };
  };
  const reader = new Statuspage('ours');
  reader.setApiUrl(status.url);
  const { api } = reader;
  const names = (list: Named[]) => list.map(({ name }) => name);
  const summary = await api.getSummary();
  deepStrictEqual(names(summary.incidents), ['Pictures are slow']);
  deepStrictEqual(
    summary.components.map((one) => [one.name, one.status]),
    [
      ['API', 'operational'],
      ['Web UI', 'operational'],
      ['Pictures', 'degraded_performance'],
    ],
  );
  deepStrictEqual((await api.getStatus()).status.indicator, summary.status.indicator);
  deepStrictEqual(names((await api.getComponents()).components), ['API', 'Web UI', 'Pictures']);
  const { incidents, scheduledMaintenances: maintenance } = api;
  deepStrictEqual(names((await incidents.getUnresolved()).incidents), ['Pictures are slow']);
  deepStrictEqual(names((await incidents.getAll()).incidents), ['Pictures are slow', 'A cable']);
  deepStrictEqual(names((await maintenance.getAll()).scheduled_maintenances), ['New disks']);
  deepStrictEqual(names((await maintenance.getUpcoming()).scheduled_maintenances), ['New disks']);
}

async function readByWidget(): Promise<void> {
  const script = join(folder, 'node_modules/@statuspage/status-widget/dist/index.js');
  const shown = await browser.newPage();
  const asked = shown.waitForResponse((response) => response.url().startsWith(status.url));
  await shown.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}`);
  await shown.addScriptTag({ content: await readFile(script, 'utf8') });
  ok((await asked).ok());
  const { status: said } = (await (await fetch(`${status.url}/api/v2/status.json`)).json()) as {
    status: { description: string };
  };
  const text = await shown
    .locator('statuspage-widget')
    .getByText(said.description)
    .first()
    .textContent();
  match(text ?? '', new RegExp(said.description));
}
