/** What engines say of the labelled pairs: how many they call different, and how much of each. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ByTool } from './engines.ts';
import type { Told } from './messages.ts';
import { refuses } from './tool.ts';
import type { ToolProcess } from './tool-processes.ts';
import type { ToolName } from './tools.ts';

const corpusFolder = fileURLToPath(new URL('../../packages/image-diff/corpus', import.meta.url));

export interface LabelledPair {
  class: string;
  name: string;
  before: string;
  after: string;
  /** Pixels of what a person would say has changed; 0 where that is nothing. */
  area: number;
}

interface Rectangle {
  width: number;
  height: number;
}

interface Truth {
  regions: { kind: string; before?: Rectangle; after?: Rectangle }[];
}

/** What has moved is counted where it was and where it is; of anything else the larger rectangle. */
function areaOf({ kind, before, after }: Truth['regions'][number]): number {
  const [one, other] = [before, after].map((at) => (at ? at.width * at.height : 0)) as [
    number,
    number,
  ];
  return kind === 'moved' ? one + other : Math.max(one, other);
}

/** @returns All pairs, by class and name; none where there is no corpus. */
export async function readCorpus(): Promise<LabelledPair[]> {
  const entries = await readdir(corpusFolder, { recursive: true }).catch(() => []);
  const truths = entries.filter((entry) => /^[^/]+\/[^/]+\/truth\.json$/.test(entry)).sort();
  return Promise.all(
    truths.map(async (path) => {
      const [kind = '', name = ''] = path.split('/');
      const folder = `${corpusFolder}/${kind}/${name}`;
      const { regions } = JSON.parse(await readFile(`${folder}/truth.json`, 'utf8')) as Truth;
      return {
        class: kind,
        name,
        before: `${folder}/before.png`,
        after: `${folder}/after.png`,
        area: regions.reduce((sum, region) => sum + areaOf(region), 0),
      };
    }),
  );
}

/** What every engine says of one pair. */
export interface Judged {
  class: string;
  name: string;
  area: number;
  said: ByTool<Told | typeof refuses>;
}

export async function judge(
  pairs: readonly LabelledPair[],
  tools: readonly ToolProcess[],
  folder: string,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { class: kind, name, area, before, after } of pairs) {
    const said: Judged['said'] = {};
    for (const tool of tools) {
      const comparison = { before, after, out: `${folder}/${tool.name}.png` };
      said[tool.name] = (await tool.turn(comparison, 0)).verdict;
    }
    judged.push({ class: kind, name, area, said });
  }
  return judged;
}

/** What one engine says of the pairs of a class, all together. */
interface Said {
  /** How many pairs it calls different. */
  different: number;
  pixels: number;
  /** What a person would name, of the pairs that it compares. */
  area: number;
  /** How many pairs it does not compare. */
  refused: number;
}

export interface ClassResult {
  pairs: number;
  tools: ByTool<Said>;
  /** How many pairs are of each kind of difference, as our engine has it. */
  ourClasses: Record<string, number>;
}

function sumOf(judged: readonly Judged[], name: ToolName): Said | undefined {
  const sum = { different: 0, pixels: 0, area: 0, refused: 0 };
  for (const { area, said } of judged) {
    const verdict = said[name];
    if (verdict === undefined) return undefined;
    if (verdict === refuses) {
      sum.refused += 1;
      continue;
    }
    sum.different += Number(verdict.different);
    sum.pixels += verdict.pixels;
    sum.area += area;
  }
  return sum;
}

export function byClass(judged: readonly Judged[]): Record<string, ClassResult> {
  const names = Object.keys(judged[0]?.said ?? {}) as ToolName[];
  const results: Record<string, ClassResult> = {};
  for (const [kind, pairs = []] of Object.entries(Object.groupBy(judged, (one) => one.class))) {
    const ourClasses: Record<string, number> = {};
    for (const { oursCold } of pairs.map(({ said }) => said)) {
      if (oursCold === undefined || oursCold === refuses || oursCold.class === undefined) continue;
      ourClasses[oursCold.class] = (ourClasses[oursCold.class] ?? 0) + 1;
    }
    const tools = Object.fromEntries(names.map((name) => [name, sumOf(pairs, name)]));
    results[kind] = { pairs: pairs.length, tools, ourClasses };
  }
  return results;
}
