/** Builds of stock clients, several abreast, each with changes that are known beforehand. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { client, clientEnvironment, readCustomLibrary } from '@twinlens/testing/clients';
import { end, type Started, start } from '../network.ts';
import { components, type Expected, plantedIn } from './results.ts';

export const baseline = 'ba5e'.padEnd(40, '0');
const shaOf = (number: number) => number.toString(16).padStart(8, '0').padStart(40, 'c');

export interface Key {
  apiKey: string;
  apiSecret: string;
}

/** A changed example has another text, and one that differs from run to run: nothing of it is copied. */
async function makeProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const library = await readCustomLibrary(new URL(import.meta.resolve('happo/custom')));
  const draw = (component: string) =>
    `happoStatic.registerExample({ component: '${component}', variant: 'default', render: () => { document.body.innerHTML = '<p style="width:200px">${component} ' + (CHANGED.includes('${component}') ? 'of run ' + RUN : '') + '</p>'; } });`;
  const script = [library, 'happoStatic.init();', ...components.map(draw)].join('\n');
  await writeFile(
    join(folder, 'happo.config.mjs'),
    `import { mkdir, writeFile } from 'node:fs/promises';
    export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'custom', async build() {
        await mkdir('out', { recursive: true });
        await writeFile('out/examples.js', 'const RUN = ' + process.env.RUN + ', CHANGED = ' + process.env.CHANGED + ';' + ${JSON.stringify(script)});
        return { rootDir: 'out', entryPoint: 'examples.js' };
      } },
      targets: { chrome: { type: 'chrome', viewport: '400x300' } },
    };`,
  );
}

export class Builds {
  readonly runs: Expected[] = [];
  /** Builds that were killed, and done again as a CI does. */
  killed = 0;
  readonly #folder: string;
  readonly #url: string;
  readonly #key: Key;
  readonly #link: string;
  readonly #underWay = new Set<Started>();

  constructor(options: { folder: string; url: string; key: Key; link: string }) {
    this.#folder = options.folder;
    this.#url = options.url;
    this.#key = options.key;
    this.#link = options.link;
  }

  get underWay(): Started[] {
    return [...this.#underWay];
  }

  /** One build to its end; one that is killed is done again. */
  async run(lane: number, number: number): Promise<Expected> {
    const folder = join(this.#folder, `lane-${lane}`);
    await makeProject(folder);
    const env = {
      ...clientEnvironment(folder, { url: this.#url, ...this.#key }),
      RUN: String(number),
      CHANGED: JSON.stringify(plantedIn(number)),
    };
    const sha = number === 0 ? baseline : shaOf(number);
    const args = [client, '--beforeSha', baseline, '--afterSha', sha, '--link', this.#link];
    for (;;) {
      const started = start('ci', [process.execPath, ...args], { env, cwd: folder });
      this.#underWay.add(started);
      const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) =>
        started.process.once('close', (...how) => done(how)),
      );
      this.#underWay.delete(started);
      end(started.process);
      if (signal === 'SIGKILL') {
        this.killed++;
        continue;
      }
      return { sha, number, code: code ?? -1, output: started.output() };
    }
  }

  /** So many runs, spread evenly over a time. */
  async spread(count: number, lengthMs: number, lanes: number): Promise<void> {
    const begun = Date.now();
    let next = 1;
    const work = async (lane: number) => {
      while (next <= count) {
        const number = next++;
        const due = begun + ((number - 1) * lengthMs) / count;
        await delay(Math.max(0, due - Date.now()));
        this.runs.push(await this.run(lane, number));
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
  }
}
