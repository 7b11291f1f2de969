/** The status program on its own machine, and what a reader of its page sees. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  call,
  type IncidentDocument,
  type ResponseOf,
  type StatusOperations,
  statusOperations,
} from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { type Key, url } from '../2021-06-07/client-runs.ts';
import { program } from '../2021-06-07/cluster.ts';
import { end, machines, start } from '../network.ts';
import type { WatchedSettings } from './watched.ts';

const port = 4751;
const writeToken = 'a token of an operator, for the drill';
export const serviceToken = 'a token of the status program, for the drill';

export interface Watcher {
  /** Ids of components that are not operational. */
  inTrouble(): Promise<string[]>;
  /** The newest first. */
  incidents(): Promise<IncidentDocument[]>;
  /** Monitors that are not up, with what they have seen. */
  notUp(): string[];
  /** Waiting commits it has heard of. */
  heardOf(): string[];
  /** Commits that have not got their true verdict yet. */
  standIns(): Promise<ResponseOf<StatusOperations['listStandIns']>['standIns']>;
  output(): string;
  stop(): Promise<void>;
}

export async function startWatcher(options: {
  /** Folder its own folder is made in. */
  folder: string;
  settings: WatchedSettings;
  key: Key;
  authority: string;
}): Promise<Watcher> {
  const folder = await mkdtemp(join(options.folder, 'status-'));
  const settingsFile = join(folder, 'settings.json');
  await writeFile(settingsFile, JSON.stringify(options.settings));
  const page = `http://${machines.status}:${port}`;
  const { process: child, output } = start('status', [process.execPath, program('status')], {
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: options.authority,
      TWINLENS_STATUS_WATCH: url,
      TWINLENS_STATUS_DATA: folder,
      TWINLENS_STATUS_HOST: machines.status,
      TWINLENS_STATUS_PORT: String(port),
      TWINLENS_STATUS_SETTINGS: settingsFile,
      TWINLENS_STATUS_WRITE_TOKEN: writeToken,
      TWINLENS_STATUS_TOKEN: serviceToken,
      TWINLENS_STATUS_API_KEY: options.key.apiKey,
      TWINLENS_STATUS_API_SECRET: options.key.apiSecret,
    },
  });
  await eventually('the status page', async () => (await fetch(page)).ok).catch((error: Error) => {
    throw new Error(`${error.message}\n${output()}`);
  });
  const read = async <T>(path: string): Promise<T> => (await fetch(`${page}${path}`)).json();
  const kept = (question: string): string[] => {
    const db = new DatabaseSync(join(folder, 'status.sqlite'), { readOnly: true });
    const rows = db.prepare(question).all();
    db.close();
    return rows.map(({ text }) => String(text));
  };
  return {
    async inTrouble() {
      const { components } = await read<{ components: { id: string; status: string }[] }>(
        '/api/v2/components.json',
      );
      return components.filter(({ status }) => status !== 'operational').map(({ id }) => id);
    },
    async incidents() {
      return (await read<{ incidents: IncidentDocument[] }>('/api/v2/incidents.json')).incidents;
    },
    heardOf: () => kept('select sha as text from waiting_commit'),
    notUp() {
      const up = kept("select id as text from monitor where state = 'up'");
      const seen = kept("select id || ': ' || seen as text from monitor where state <> 'up'");
      const { monitors } = options.settings;
      const unseen = monitors.filter(
        ({ id }) => !up.includes(id) && !seen.some((one) => one.startsWith(`${id}: `)),
      );
      return [...seen, ...unseen.map(({ id }) => `${id}: not looked at yet`)];
    },
    async standIns() {
      const operator = { origin: page, headers: { authorization: `Bearer ${writeToken}` } };
      return (await call(operator, statusOperations.listStandIns, {}))?.standIns ?? [];
    },
    output,
    async stop() {
      end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
