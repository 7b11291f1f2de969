/** A customer's project for the stock client's custom integration, made of a few words. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HappoRun, type RunningTwinlens, runHappo } from '@twinlens/testing';
import { readCustomLibrary } from '@twinlens/testing/clients';

export interface Example {
  component: string;
  variant?: string;
  color?: string;
  /** Names of the targets it is for; all of them when left out. */
  targets?: string[];
  /** Statements that draw it, in place of a paragraph. */
  draws?: string;
  /** What its render function throws. */
  throws?: string;
  /** Never done rendering; prints this to the console first. */
  hangs?: string;
}

export interface ProjectConfig {
  examples: Example[];
  targets?: Record<string, object>;
  project?: string;
  /** Makes the build fail with this message. */
  buildFails?: string;
}

export interface Project {
  folder: string;
  configure(config: ProjectConfig): Promise<void>;
  /** Runs the client on one commit; `before` equal to `after` when left out. */
  send(
    twinlens: Pick<RunningTwinlens, 'url' | 'apiKey' | 'apiSecret'>,
    after: string,
    before?: string,
    ...more: string[]
  ): Promise<HappoRun>;
}

function bodyOf({
  component,
  variant = 'default',
  color = 'black',
  draws,
  throws,
  hangs,
}: Example) {
  if (draws !== undefined) return draws;
  if (throws !== undefined) return `throw new Error(${JSON.stringify(throws)});`;
  if (hangs !== undefined) {
    return `console.error(${JSON.stringify(hangs)}); return new Promise((done) => { window.done = done; });`;
  }
  const html = `<p style="color:${color}">${component}, ${variant}</p>`;
  return `document.body.innerHTML = ${JSON.stringify(html)};`;
}

function draw(example: Example) {
  const { component, variant = 'default', targets } = example;
  const props = JSON.stringify({ component, variant, targets }).slice(1, -1);
  return `happoStatic.registerExample({ ${props}, render: () => { ${bodyOf(example)} } });`;
}

export async function makeProject(within: string): Promise<Project> {
  const folder = await mkdtemp(join(within, 'project-'));
  const library = await readCustomLibrary(new URL(import.meta.resolve('happo/custom')));
  return {
    folder,
    async configure({ examples, targets, project, buildFails }) {
      const script = [library, 'happoStatic.init();', ...examples.map(draw)].join('\n');
      const build =
        buildFails === undefined
          ? `await mkdir('out', { recursive: true });
             await writeFile('out/examples.js', ${JSON.stringify(script)});
             return { rootDir: 'out', entryPoint: 'examples.js' };`
          : `throw new Error(${JSON.stringify(buildFails)});`;
      const config = `
        import { mkdir, writeFile } from 'node:fs/promises';
        export default {
          endpoint: process.env.TWINLENS_URL,
          project: ${JSON.stringify(project)},
          integration: { type: 'custom', async build() { ${build} } },
          targets: ${JSON.stringify(targets ?? { chrome: { type: 'chrome', viewport: '300x200' } })},
        };`;
      await writeFile(join(folder, 'happo.config.mjs'), config);
    },
    send(twinlens, after, before = after, ...more) {
      const args = ['--beforeSha', before, '--afterSha', after, ...more];
      return runHappo({ cwd: folder, twinlens, args });
    },
  };
}
