/** What engines say of the labelled pairs: how many they call different, and how much of each. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ByTool } from './engines.ts';
import { refuses } from './tool.ts';
import type { ToolProcess } from './tool-processes.ts';

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

interface Said {
  /** How many pairs it calls different. */
  different: number;
  pixels: number;
  /** How many pairs it does not compare. */
  refused: number;
}

export interface ClassResult {
  pairs: number;
  /** Of all pairs together. */
  area: number;
  tools: ByTool<Said>;
  /** How many pairs are of each kind of difference, as our engine has it. */
  ourClasses: Record<string, number>;
}

export async function judge(
  pairs: readonly LabelledPair[],
  tools: readonly ToolProcess[],
  folder: string,
): Promise<Record<string, ClassResult>> {
  const results: Record<string, ClassResult> = {};
  for (const pair of pairs) {
    results[pair.class] ??= { pairs: 0, area: 0, tools: {}, ourClasses: {} };
    const result = results[pair.class] as ClassResult;
    result.pairs += 1;
    result.area += pair.area;
    for (const tool of tools) {
      const { verdict } = await tool.turn({ ...pair, out: `${folder}/${tool.name}.png` }, 0);
      result.tools[tool.name] ??= { different: 0, pixels: 0, refused: 0 };
      const said = result.tools[tool.name] as Said;
      if (verdict === refuses) {
        said.refused += 1;
        continue;
      }
      said.different += Number(verdict.different);
      said.pixels += verdict.pixels;
      if (verdict.class === undefined) continue;
      result.ourClasses[verdict.class] = (result.ourClasses[verdict.class] ?? 0) + 1;
    }
  }
  return results;
}
