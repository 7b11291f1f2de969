/** Everything `bench:diff` measures but the corpus, in the order in which it is printed. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readCorpus } from './corpus.ts';
import type { Ours } from './engines.ts';
import { takePackagePictures } from './inputs/package-pictures.ts';
import { type Size, sizes } from './inputs/pages.ts';
import { type Change, changes } from './inputs/variants.ts';
import { type Kernels, measureKernels } from './kernel.ts';
import { type MemoryByTool, measurePeak, memoryChanges, type PeakByChange } from './memory.ts';
import { makePairs, type Pair } from './pairs.ts';
import { printKernels, printMemory, printReport, printSpeeds, printStorage } from './print.ts';
import { measureReport, type Report } from './report.ts';
import { measureSpeed, type Speed } from './speed.ts';
import {
  type Added,
  type IngestCpu,
  measureAdded,
  measureIngest,
  measureStorage,
  type Storage,
  type Stored,
} from './storage.ts';
import type { ToolProcess } from './tool-processes.ts';

export interface Suite {
  ours: Ours | undefined;
  peers: readonly ToolProcess[];
  quick: boolean;
  folder: string;
}

export type Pairs = Record<Size, Record<Change, Pair>>;

export async function makeAllPairs(): Promise<Pairs> {
  const [full, page, btn] = [
    await makePairs('full'),
    await makePairs('page'),
    await makePairs('btn'),
  ];
  return { full, page, btn };
}

export async function measureSpeeds({ ours, peers, quick, folder }: Suite, pairs: Pairs) {
  const speeds = {} as Record<Size, Record<Change, Speed>>;
  for (const size of sizes) {
    const ofSize = {} as Record<Change, Speed>;
    for (const change of changes) {
      const unseen = change === 'cold';
      ofSize[change] = await measureSpeed({
        ours: unseen ? ours?.cold : ours?.stored,
        peers,
        pair: pairs[size][change],
        unseen,
        different: change !== 'same',
        rounds: quick ? 3 : 9,
        slowRounds: quick ? 1 : 9,
        folder,
      });
    }
    printSpeeds(size, ofSize);
    speeds[size] = ofSize;
  }
  return speeds;
}

export async function measureReports({ ours, peers, quick, folder }: Suite): Promise<Report> {
  const fast = peers.filter(({ name }) => name === 'blazediff' || name === 'odiff');
  const tools = [...(ours ? [ours.stored] : []), ...fast];
  const report = await measureReport(tools, quick ? 10 : 100, folder);
  printReport(report);
  return report;
}

export async function measureMemory({ ours, peers, quick, folder }: Suite, pairs: Pairs) {
  const memory: MemoryByTool = {};
  for (const tool of [...(ours ? [ours.stored] : []), ...peers]) {
    const measured: PeakByChange = {};
    const all = tool === ours?.stored || !quick;
    for (const change of all ? memoryChanges : memoryChanges.slice(0, 1)) {
      const pair = pairs.full[change];
      measured[change] = await measurePeak(tool, { pair, smallPair: pairs.btn.small, folder });
    }
    memory[tool.name] = measured;
  }
  printMemory(memory);
  return memory;
}

export async function measureAllKernels({ quick }: Suite, pairs: Pairs) {
  const kernels: Record<string, Kernels> = {};
  for (const size of ['full', 'page'] as const) {
    for (const change of ['same', 'small', 'recolor'] as const) {
      kernels[`${size} ${change}`] = await measureKernels(pairs[size][change], quick ? 3 : 15);
    }
  }
  printKernels(kernels);
  return kernels;
}

const galleryFolder = fileURLToPath(new URL('../../docs/gallery', import.meta.url));

export async function measureStores(
  { ours, quick, folder }: Suite,
  pairs: Pairs,
): Promise<Storage> {
  const gallery = (await readdir(galleryFolder)).filter((name) => name.endsWith('.png'));
  const pictures = {
    gallery: gallery.map((name) => `${galleryFolder}/${name}`),
    corpus: (await readCorpus()).map(({ before }) => before),
    packages: await takePackagePictures(quick ? 20 : 4),
  };
  const sets: Record<string, Stored> = {};
  for (const [name, pngs] of Object.entries(pictures)) {
    if (pngs.length === 0) continue;
    sets[name] = await measureStorage(ours?.stored, pngs, `${folder}/store-${name}`);
  }
  const added: Record<string, Added> = {};
  for (const size of ['full', 'page'] as const) {
    for (const change of ['shift', 'small'] as const) {
      if (!ours) continue;
      const store = `${folder}/store-${size}-${change}`;
      added[`${size} ${change}`] = await measureAdded(ours.stored, pairs[size][change], store);
    }
  }
  const times = quick ? 3 : 9;
  const ingest: Record<string, IngestCpu> = {};
  for (const [name, pngs] of Object.entries({
    'full page': [pairs.full.same.before],
    page: [pairs.page.same.before],
    packages: pictures.packages,
  })) {
    ingest[name] = await measureIngest(ours?.stored, pngs, { times, folder: `${folder}/${name}` });
  }
  const storage = { sets, added, ingest };
  printStorage(storage);
  return storage;
}
