/** Runs one row: two commits through the client, and what came of them, pixels included. */
import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import { eventually } from '../eventually.ts';
import type { ProgramRun } from '../run-program.ts';
import type { SignedIn } from '../signed-in.ts';
import type { Bench } from './bench.ts';
import { commit, startHistory } from './commits.ts';
import { type Dependencies, provideDependencies } from './install.ts';
import { fetchPicture } from './pixels.ts';
import type { Row } from './row.ts';

const reportDeadlineMs = 90_000;

const colors: [string, string] = ['#d02020', '#2040c0'];

export interface Outcome {
  client: string;
  integration: string;
  /** `works`, or the first line of what is wrong. */
  verdict: string;
  /** Everything that is known about what is wrong. */
  details?: string;
  /** The project, kept to be looked at; removed when it works. */
  folder: string;
}

/** Makes the row's project, runs it and says what came of it. */
export async function tryRow(row: Row, bench: Bench): Promise<Outcome> {
  const { client, integration } = row;
  const prefix = `${client} ${integration} `.replaceAll(/[ ,]+/g, '-');
  const folder = await mkdtemp(join(bench.folder, prefix));
  try {
    await prepareFolder(folder, row.dependencies);
    await runRow(row, folder, bench);
    await rm(folder, { recursive: true });
    return { client, integration, verdict: 'works', folder };
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error);
    return { client, integration, verdict: withoutRun(details), details, folder };
  }
}

/** The first sentence, without the body of an answer and what is another one in every run. */
const withoutRun = (details: string) =>
  (/^.*?(?=\. |\n|$)/.exec(details)?.[0] ?? '')
    .replace(/ - \{.*/, '')
    .replaceAll(/https?:\/\/[\w.:]+/g, '')
    .replaceAll(/\b[0-9a-f]{40}\b/g, 'a commit')
    .trim();

/** A repository with the packages in it. */
async function prepareFolder(folder: string, dependencies: Dependencies): Promise<void> {
  await provideDependencies(folder, dependencies);
  // Clients look up in here what there is to run.
  const manifest = { private: true, scripts: { storybook: 'storybook dev' }, dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, '.gitignore'), 'node_modules\n');
  await startHistory(folder);
}

/** Rejects with what is wrong, unless everything is as the row says. */
async function runRow(row: Row, folder: string, bench: Bench): Promise<void> {
  const [first, second] = row.colors ?? colors;
  const before = await send(row, folder, first, null, bench);
  const after = await send(row, folder, second, before, bench);
  const { counts, error } = await bench.person.compared(before, after);
  if (error !== null) throw new Error(`the comparison failed: ${error}`);
  const { outcome = 'changed' } = row;
  deepStrictEqual(
    counts,
    {
      ...{ changed: 0, added: 0, deleted: 0, ignored: 0, unstable: 0, tolerated: 0 },
      unchanged: row.snapshots.length - 1,
      [outcome]: 1,
    },
    `the comparison has ${JSON.stringify(counts)}`,
  );
}

/** Writes the project in the colour, sends it as a commit and answers its sha. */
async function send(
  row: Row,
  folder: string,
  color: string,
  before: string | null,
  { twinlens, person, pages, browser }: Bench,
): Promise<string> {
  const project = await row.write(folder, { color, browser }, pages);
  const after = await commit(folder, `${row.client}, ${row.integration}, ${color}`);
  const run = await row.run(project, { before: before ?? after, after }, twinlens);
  if (run.code !== 0) throw new Error(`exit code ${run.code}: ${explain(run)}`);
  try {
    await checkReport(row, after, color, person);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    throw new Error(`${message}\n${explain(run)}`, { cause: error });
  }
  return after;
}

/** Rejects unless the commit's report has the row's snapshots, with the colour in its place. */
async function checkReport(row: Row, sha: string, color: string, person: SignedIn): Promise<void> {
  const { snapshots } = await reportOf(person, sha);
  const names = snapshots.map(
    ({ component, variant, target }) => `${component} ${variant} ${target}`,
  );
  deepStrictEqual(names.sort(), row.snapshots.toSorted(), `the report has ${names.join(', ')}`);

  const url = snapshots.find(({ component }) => component === 'Box')?.image.url ?? '';
  const seen = (await fetchPicture(url)).colorAt(10, 10);
  if (seen !== color) throw new Error(`the picture of Box has ${seen} at (10,10), not ${color}`);
}

/** Rejects as soon as the commit's job has failed. */
async function reportOf({ account, project, read }: SignedIn, sha: string) {
  const found = await eventually(
    `the report of ${sha}`,
    async () => {
      const { jobs } = await read(operations.listJobs, { params: { account } });
      const job = jobs.find(({ sha2 }) => sha2 === sha);
      if (job?.state === 'failure') return { failure: job.projects[0]?.message };
      return read(operations.getReport, { params: { account, project, sha } });
    },
    reportDeadlineMs,
  );
  if ('failure' in found) throw new Error(`the job failed: ${found.failure}`);
  return found;
}

/** The line that says what is wrong, first, then the end of everything that was printed. */
function explain({ stdout, stderr }: ProgramRun): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const reason =
    lines.find((line) => line.startsWith('Error: ')) ??
    lines.find((line) => /\b(error|failed|not supported)\b/i.test(line));
  return [...(reason === undefined ? [] : [reason]), ...lines.slice(-20)].join('\n');
}
