/** Builds that never end: stock clients on the machine of the CI, one run after the other. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@twinlens/testing';
import { client, clientEnvironment, readCustomLibrary } from '@twinlens/testing/clients';
import { name, run } from '../network.ts';

export interface ClientRun {
  sha: string;
  startedAt: number;
  endedAt: number;
  code: number;
  output: string;
}

export interface Key {
  apiKey: string;
  apiSecret: string;
}

/** What every run of the drill captures, for each target. */
const examples = ['Button', 'Card', 'Table'];

export const url = `http://${name}`;

async function makeProject(folder: string, targets: Record<string, object>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const library = await readCustomLibrary(new URL(import.meta.resolve('happo/custom')));
  // Another text in every run: nothing is copied, the browsers have something to do.
  const draw = (component: string) =>
    `happoStatic.registerExample({ component: '${component}', variant: 'default', render: () => { document.body.innerHTML = '<p>${component}, ' + BUILD + '</p>'; } });`;
  const script = [library, 'happoStatic.init();', ...examples.map(draw)].join('\n');
  await writeFile(
    join(folder, 'happo.config.mjs'),
    `import { mkdir, writeFile } from 'node:fs/promises';
    export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'custom', async build() {
        await mkdir('out', { recursive: true });
        await writeFile('out/examples.js', 'const BUILD = ' + JSON.stringify(process.argv.at(-1)) + ';' + ${JSON.stringify(script)});
        return { rootDir: 'out', entryPoint: 'examples.js' };
      } },
      targets: ${JSON.stringify(targets)},
    };`,
  );
}

export interface Builds {
  runs: ClientRun[];
  /** Starts no more, and resolves once those under way have ended. */
  stop(): Promise<void>;
}

/** @param abreast How many builds are under way at a time, each in a folder of its own. */
export async function startBuilds(options: {
  folder: string;
  key: Key;
  targets: Record<string, object>;
  abreast: number;
  pauseMs: number;
}): Promise<Builds> {
  const { key, abreast, pauseMs } = options;
  const runs: ClientRun[] = [];
  let stopped = false;
  let next = 1;
  const build = async (folder: string) => {
    await makeProject(folder, options.targets);
    const env = clientEnvironment(folder, { url, ...key });
    while (!stopped) {
      const sha = (0x1000000 + next++).toString(16).padStart(40, 'd');
      const startedAt = Date.now();
      const args = [client, '--beforeSha', sha, '--afterSha', sha];
      const { code, output } = await run('ci', [process.execPath, ...args], { env, cwd: folder });
      runs.push({ sha, startedAt, endedAt: Date.now(), code, output });
      await delay(pauseMs);
    }
  };
  const builds = Array.from({ length: abreast }, (_, index) =>
    build(join(options.folder, `build-${index}`)),
  );
  return {
    runs,
    async stop() {
      stopped = true;
      await Promise.all(builds);
    },
  };
}

/** Every picture of a run is there, and none twice. Asked on the CI's machine, as it can reach the edge. */
export async function isWhole(
  { sha }: ClientRun,
  key: Key,
  targets: number,
  patienceMs: number,
): Promise<boolean> {
  const address = `${url}/api/reports/${sha}`;
  const expected = examples.length * targets;
  const script = `fetch(${JSON.stringify(address)}, { headers: { authorization: 'Basic ' + btoa(${JSON.stringify(`${key.apiKey}:${key.apiSecret}`)}) }, signal: AbortSignal.timeout(5000) }).then(async (r) => console.log(r.ok ? (await r.json()).length : -1))`;
  return eventually(
    `the report of ${sha}`,
    async () => {
      const { output } = await run('ci', [process.execPath, '-e', script]);
      return Number(output.trim()) === expected;
    },
    patienceMs,
  ).catch(() => false);
}
