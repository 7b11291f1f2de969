/**
 * Makes `docs/comparison.md`: what our engine and its peers say of labelled pairs of pictures, and
 * pictures of some. Run it when an engine, a peer or the pairs have changed: `npm run comparison`,
 * and read again what is said of each pair in comparison/chosen-pairs.ts.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  comparePictures,
  decodePng,
  encodePng,
  maskOf,
  type Pixmap,
  paintFound,
  pictureOf,
} from '@twinlens/image-diff';
import { type Judged, judge, type LabelledPair, readCorpus } from '../bench/diff/corpus.ts';
import { refuses } from '../bench/diff/tool.ts';
import { ToolProcess } from '../bench/diff/tool-processes.ts';
import { labels, loadForms, type PeerName, type ToolName } from '../bench/diff/tools.ts';
import { installPeers } from '../bench/install-peers.ts';
import { type ChosenPair, chosenPairs } from './comparison/chosen-pairs.ts';
import {
  type Column,
  callsDifferent,
  corpusTable,
  otherThanLabelled,
} from './comparison/corpus-table.ts';
import { cropped, enlarged, onChessboard } from './comparison/shown-part.ts';
import { table } from './comparison/table.ts';
import { aboutCorpus, aboutOthers, introduction, settings } from './comparison/texts.ts';
import { versionOf } from './comparison/versions.ts';
import { classWords, operationWords } from './comparison/words.ts';

const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs', 'comparison');

const peers: readonly PeerName[] = ['pixelmatch', 'odiff', 'blazediff', 'looksSame', 'lcs'];
const tools: readonly ToolName[] = ['oursCold', ...peers];

/** What all tools say of all pairs. */
async function judgeAll(): Promise<{ pairs: LabelledPair[]; judged: Judged[] }> {
  await installPeers(join(import.meta.dirname, '../bench/diff/peers'), 'odiff and blazediff');
  const pairs = await readCorpus();
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-comparison-'));
  const running: ToolProcess[] = [];
  try {
    // All forms of a tool give the same verdict.
    for (const name of tools) {
      const [form = ''] = Object.keys(await loadForms(name));
      running.push(new ToolProcess(name, form));
    }
    return { pairs, judged: await judge(pairs, running, folder) };
  } finally {
    await Promise.all(running.map((tool) => tool.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

function shown(picture: Pixmap, { crop, enlarge = 1 }: ChosenPair): Buffer {
  return encodePng(enlarged(crop ? cropped(picture, crop) : picture, enlarge));
}

const number = new Intl.NumberFormat('en');

function verdictRow(said: Judged['said'], tool: PeerName): string[] {
  const verdict = said[tool];
  const label = `${labels[tool]} ${versionOf(tool)}`;
  if (verdict === undefined) throw new Error(`${tool} said nothing`);
  if (verdict === refuses) return [label, 'refuses', '-'];
  return [label, callsDifferent(verdict) ? 'different' : 'the same', number.format(verdict.pixels)];
}

/** Writes the pictures of a pair. @returns Its part of the document. */
async function writePair(chosen: ChosenPair, pair: LabelledPair, judged: Judged): Promise<string> {
  const { class: kind, name, title, says, onChessboard: isOnBoard = false } = chosen;
  const decoded = async (file: string) => decodePng(await readFile(file));
  const [before, after] = [await decoded(pair.before), await decoded(pair.after)];
  const sides = { before: pictureOf(before), after: pictureOf(after) };
  const comparison = comparePictures(sides);
  const found = paintFound(after, comparison, maskOf(sides, comparison));
  const files: Record<string, Pixmap> = {
    before: isOnBoard ? onChessboard(before) : before,
    after: isOnBoard ? onChessboard(after) : after,
    found,
  };
  for (const [side, picture] of Object.entries(files)) {
    await writeFile(join(pictures, `${name}-${side}.png`), shown(picture, chosen));
  }
  const { oursCold } = judged.said;
  if (oursCold === undefined || oursCold === refuses) throw new Error(`${name}: nothing of ours`);
  const label = JSON.parse(await readFile(join(pair.before, '..', 'truth.json'), 'utf8')) as {
    description: string;
  };
  const ours = [`**${classWords[comparison.class]}**`, ...operationWords(comparison)].join('<br>');
  return [
    `## ${title}`,
    `\`packages/image-diff/corpus/${kind}/${name}\`, labelled ${kind}: ${label.description}`,
    table(Object.keys(files), [
      Object.keys(files).map((side) => `![${title}, ${side}](comparison/${name}-${side}.png)`),
    ]),
    table(
      ['tool', 'says', 'pixels'],
      [
        ['Twinlens', ours, number.format(oursCold.pixels)],
        ...peers.map((tool) => verdictRow(judged.said, tool)),
      ],
    ),
    says,
  ].join('\n\n');
}

const { pairs, judged } = await judgeAll();
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures);
const parts: string[] = [];
for (const chosen of chosenPairs) {
  const index = pairs.findIndex((one) => one.class === chosen.class && one.name === chosen.name);
  const [pair, said] = [pairs[index], judged[index]];
  if (!pair || !said) throw new Error(`There is no pair ${chosen.class}/${chosen.name}`);
  parts.push(await writePair(chosen, pair, said));
}
const columns: Column[] = tools.map((tool) => ({
  tool,
  label: tool === 'oursCold' ? 'Twinlens' : labels[tool],
}));
const versions = peers.map((tool) => `${labels[tool]} ${versionOf(tool)}`);
const document = [
  introduction(versions, pairs.length),
  ...parts,
  aboutCorpus,
  corpusTable(judged, columns),
  aboutOthers,
  otherThanLabelled(judged),
  settings,
];
await writeFile(join(root, 'docs', 'comparison.md'), `${document.join('\n\n')}\n`);
