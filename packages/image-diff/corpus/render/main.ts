/**
 * Renders the pairs of the corpus into the folders beside this one.
 * Run: `npm run corpus:render -- [class or class/name ...]`; without names all of them, and folders
 * that no pair stands for any more are removed.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChromium } from './chromium.ts';
import { installedFirefox, openFirefox } from './firefox.ts';
import type { Pair, RendererName, Side } from './pair.ts';
import { allPairs } from './pairs/all.ts';
import type { Renderer, Shot } from './renderer.ts';
import { truthOf } from './truth.ts';
import { unexplainedPixels } from './unexplained.ts';
import { writePng } from './write-png.ts';

const corpus = join(import.meta.dirname, '..');
const noise = ['identical', 'imperceptible', 'anti-alias'];
const firefox = installedFirefox();

const openers: Record<RendererName, () => Promise<Renderer>> = {
  chromium: () => openChromium({ drawing: 'processor', lcd: false }),
  'chromium-gpu': () => openChromium({ drawing: 'gpu', lcd: false }),
  'chromium-lcd': () => openChromium({ drawing: 'processor', lcd: true }),
  firefox: () => openFirefox(firefox ?? '', { hinting: true }),
  'firefox-unhinted': () => openFirefox(firefox ?? '', { hinting: false }),
};
const renderers = new Map<RendererName, Promise<Renderer>>();

function rendererOf(name: RendererName): Promise<Renderer> {
  const opened = renderers.get(name) ?? openers[name]();
  renderers.set(name, opened);
  return opened;
}

async function shoot(side: Side, pair: Pair, when: 'before' | 'after'): Promise<Shot> {
  const places = pair.regions.flatMap((region) => region[when] ?? []);
  const renderer = await rendererOf(side.renderer);
  const shot = await renderer.render(side.scene, side.edits, places);
  return side.repaint ? { ...shot, picture: side.repaint(shot.picture) } : shot;
}

/** Says what is wrong with it, or nothing. */
function problemOf(pair: Pair, before: Shot, after: Shot, unexplained: number): string {
  const equal = Buffer.from(before.picture.rgba).equals(after.picture.rgba);
  const [kind = ''] = pair.name.split('/');
  if (equal !== (kind === 'identical')) return equal ? 'no pixel differs' : 'pixels differ';
  return noise.includes(kind) || unexplained === 0 ? '' : `${unexplained} pixels unexplained`;
}

async function renderPair(pair: Pair): Promise<void> {
  const before = await shoot(pair.before, pair, 'before');
  const after = await shoot(pair.after, pair, 'after');
  const { name } = await rendererOf(pair.before.renderer);
  const truth = truthOf(pair, name, before, after);
  const folder = join(corpus, pair.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'before.png'), writePng(before.picture, pair.before.form));
  await writeFile(join(folder, 'after.png'), writePng(after.picture, pair.after.form));
  await writeFile(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
  const unexplained = unexplainedPixels(before.picture, after.picture, truth.regions);
  const problem = problemOf(pair, before, after, unexplained);
  console.log(problem === '' ? pair.name : `${pair.name}: ${problem}`);
}

async function removeOthers(): Promise<void> {
  const wanted = new Set<string>(allPairs.map(({ name }) => name));
  for (const kind of new Set(allPairs.map(({ name }) => name.split('/')[0] ?? ''))) {
    for (const name of await readdir(join(corpus, kind)).catch(() => [])) {
      if (!wanted.has(`${kind}/${name}`)) await rm(join(corpus, kind, name), { recursive: true });
    }
  }
}

const asked = process.argv.slice(2);
const wanted = allPairs.filter(
  ({ name }) => asked.length === 0 || asked.some((one) => `${name}/`.startsWith(`${one}/`)),
);
const ofFirefox = ({ before, after }: Pair) =>
  [before, after].some(({ renderer }) => renderer.startsWith('firefox'));
for (const pair of wanted) {
  if (firefox === undefined && ofFirefox(pair)) {
    console.log(`${pair.name}: left as it is, firefox-esr is not installed`);
  } else await renderPair(pair);
}
if (asked.length === 0) await removeOthers();
for (const renderer of renderers.values()) await (await renderer).close();
