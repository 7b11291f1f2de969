/** The status program in the middle of an outage: everything it watches is gone, and told of. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { call, statusOperations } from '@twinlens/contract';

const main = resolve(import.meta.dirname, '../../apps/status/src/main.ts');
const writeToken = 'a token of an operator, for the bench';

export interface MeasuredStatus {
  url: string;
  pid: number;
  folder: string;
  stop(): Promise<void>;
}

const components = Array.from({ length: 10 }, (_, index) => ({
  id: `part-${index}`,
  name: `Part ${index}`,
  description: 'Something people ask about',
}));

export async function startMeasured(): Promise<MeasuredStatus> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-status-'));
  const settings = join(folder, 'settings.json');
  const monitors = components.map(({ id }) => ({
    id,
    title: `Answers of ${id}`,
    component: id,
    everySeconds: 2,
    dependsOn: id === 'part-0' ? [] : ['part-0'],
    probe: { kind: 'http', url: 'http://127.0.0.1:1/' },
  }));
  await writeFile(settings, JSON.stringify({ components, monitors }));
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      TWINLENS_STATUS_WATCH: 'http://127.0.0.1:1',
      TWINLENS_STATUS_DATA: folder,
      TWINLENS_STATUS_PORT: '0',
      TWINLENS_STATUS_SETTINGS: settings,
      TWINLENS_STATUS_WRITE_TOKEN: writeToken,
    },
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = JSON.parse(String(line)) as { url: string };
  const operator = { origin: url, headers: { authorization: `Bearer ${writeToken}` } };
  // A past with something in it: an incident a week, on another component each.
  for (let week = 12; week > 0; week -= 1) {
    const began = Date.now() - week * 7 * 86_400_000;
    const id = `part-${week % 10}`;
    const opened = await call(operator, statusOperations.openIncident, {
      body: {
        name: `Part ${week % 10} was slow`,
        components: { [id]: 'partial_outage' },
        at: new Date(began).toISOString(),
      },
    });
    await call(operator, statusOperations.updateIncident, {
      params: { incident: opened?.id ?? '' },
      body: { state: 'resolved', at: new Date(began + 3_600_000).toISOString() },
    });
  }
  return {
    url,
    pid: child.pid ?? 0,
    folder,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
