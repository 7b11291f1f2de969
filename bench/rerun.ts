/**
 * What a run costs whose pictures are known: 300 examples in a package nothing in which has changed
 * but a file nobody loads, and 300 recorded documents of which five have. Everything `twinlens up`
 * starts runs, from asking for the captures to the comparison; the second run is by a worker that has
 * just been started.
 * Run: `npm run bench:rerun -- [--quick] [--json]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listDescendants, type RunningTwinlens, startTwinlens } from '@twinlens/testing';
import { pack } from './rerun/archive.ts';
import { changeFive, type Recorded, recordDocuments } from './rerun/documents.ts';
import { makeLibrary } from './rerun/library.ts';
import { openProject, type Project, type Verdict } from './rerun/project.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
});
const count = 300;
/** As the clients cut what they send. */
const chunks = 3;
const rounds = values.quick ? 1 : 5;
const options = { viewport: '1024x768', freezeAnimations: 'last-frame', allowedHostnames: [] };

const library = makeLibrary(count);
const recorded = recordDocuments(count);
const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
// What is rendered again is not what is measured.
process.env.TWINLENS_CAPTURE_AUDIT = '0';

/** A package of another build: the same but for a file that nobody loads. */
async function runPackage(project: Project, sha1: string, sha2: string): Promise<Verdict> {
  const staticPackage = await project.upload(await pack({ ...library, 'build.txt': sha2 }));
  const payloads = Array.from({ length: chunks }, (_, index) => ({
    ...options,
    staticPackage,
    chunk: { index, total: chunks },
  }));
  return project.run(sha1, sha2, payloads);
}

async function runDocuments(
  project: Project,
  sha1: string,
  sha2: string,
  { globalCSS, snapPayloads, assets }: Recorded,
): Promise<Verdict> {
  const assetsPackage = await project.upload(await pack({ ...assets, 'build.txt': sha2 }));
  const size = count / chunks;
  const payloads = Array.from({ length: chunks }, (_, index) => ({
    ...options,
    assetsPackage,
    globalCSS,
    snapPayloads: snapPayloads.slice(index * size, (index + 1) * size),
  }));
  return project.run(sha1, sha2, payloads);
}

async function countBrowsers(twinlens: RunningTwinlens): Promise<number> {
  const below = await listDescendants(twinlens.process.pid ?? 0);
  return below.filter(({ command }) => /^\S*\/chromium /.test(command)).length;
}

async function withTwinlens<T>(work: (project: Project, up: RunningTwinlens) => Promise<T>) {
  const twinlens = await startTwinlens({ dataFolder: join(folder, 'data') });
  try {
    return await work(await openProject(twinlens), twinlens);
  } finally {
    await twinlens.stop();
  }
}

const median = (numbers: number[]) =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;

const first = await withTwinlens(async (project) => {
  const ofPackage = await runPackage(project, 'base', 'package-0');
  const ofDocuments = await runDocuments(project, 'base', 'documents-0', recorded);
  return { ofPackage, ofDocuments };
});

const later = await withTwinlens(async (project, twinlens) => {
  const unchanged: Verdict[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    unchanged.push(await runPackage(project, 'package-0', `package-${round}`));
  }
  const browsers = await countBrowsers(twinlens);
  const changed = await runDocuments(project, 'documents-0', 'documents-1', changeFive(recorded));
  return { unchanged, browsers, changed };
});
await rm(folder, { recursive: true, force: true });

const result = {
  unchangedSeconds: Math.round(median(later.unchanged.map(({ seconds }) => seconds)) * 1000) / 1000,
  unchangedRendered: Math.max(...later.unchanged.map(({ rendered }) => rendered)),
  fiveChangedRendered: later.changed.rendered,
};

console.table(
  Object.fromEntries(
    Object.entries({
      'package, first run': first.ofPackage,
      ...Object.fromEntries(
        later.unchanged.map((run, index) => [`package, unchanged (${index + 1})`, run]),
      ),
      'documents, first run': first.ofDocuments,
      'documents, five changed': later.changed,
    }).map(([name, { seconds, ...run }]) => [name, { seconds: seconds.toFixed(2), ...run }]),
  ),
);
console.log(`browsers started for the unchanged package: ${later.browsers}`);
if (values.json) console.log(JSON.stringify(result));
