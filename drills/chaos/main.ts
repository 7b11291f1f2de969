/**
 * Everything that can go wrong, at random: processes killed and frozen, disks filled, networks cut, the
 * database stopped, the cache of pictures damaged, deploys in between, while builds of stock clients pass
 * through. Each of them has to end with the verdict that was planted in it.
 * Run, as root: `npm run drill:chaos -- [--minutes 20] [--runs 200] [--seed n] [--quick] [--json]`
 */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { eventually, missingRequirements } from '@twinlens/testing';
import { tearDown } from '../network.ts';
import { Timeline } from '../timeline.ts';
import { removeDisks } from './disks.ts';
import { acts } from './faults.ts';
import { type Found, problemsOf } from './results.ts';
import { setScene } from './scene.ts';
import { planChaos } from './schedule.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const missing = missingRequirements({ nginx: 'nginx-light', setpriv: 'util-linux' });
if (missing.length > 0) {
  process.stderr.write(`the drill cannot be held here:\n  ${missing.join('\n  ')}\n`);
  process.exit(2);
}
const minutes = Number(values.minutes ?? (values.quick ? '1.5' : '20'));
const count = Number(values.runs ?? (values.quick ? '16' : '200'));
const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
if (![minutes, count, seed].every((number) => number > 0)) {
  process.stderr.write('--minutes, --runs and --seed are numbers above 0\n');
  process.exit(2);
}
const lengthMs = minutes * 60_000;
/** Builds abreast. */
const lanes = 3;
/** How long what is under way may take to be told to everybody, once nothing is done to it any more. */
const settleMs = 180_000;

process.on('exit', () => {
  tearDown();
  removeDisks();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const planned = planChaos(seed, lengthMs);
console.log(`seed ${seed}: ${planned.length} faults in ${minutes} minutes, ${count} runs`);
const scene = await setScene();
const timeline = new Timeline('chaos');
let found: Found[] = [];
const problems: string[] = [];
try {
  timeline.note('builds, workers and visitors are at work');
  const building = scene.builds.spread(count, lengthMs, lanes);
  const begun = Date.now();
  const underWay: Promise<void>[] = [];
  for (const one of planned) {
    await delay(Math.max(0, begun + one.at - Date.now()));
    const started = Date.now();
    underWay.push(
      acts[one.fault](scene, one).then(
        (said) => {
          const took = ((Date.now() - started) / 1000).toFixed(1);
          timeline.note(`${one.fault}, for ${took} s: ${said}`);
        },
        (error: Error) => timeline.note(`${one.fault}: could not be done: ${error.message}`),
      ),
    );
  }
  await Promise.all(underWay);
  timeline.note('nothing is done any more');
  await building;
  timeline.note(`all ${scene.builds.runs.length} builds have ended`);

  const ended = scene.builds.runs.filter(({ code }) => code === 0);
  const check = async (runs: typeof ended) => {
    found = await scene.read(scene.builds.runs.map(({ sha }) => sha));
    const statuses = scene.statuses();
    return runs.flatMap((run) => {
      const wrong = problemsOf(
        run,
        found.find(({ sha }) => sha === run.sha),
        statuses,
      );
      return wrong.map((problem) => `run ${run.number}: ${problem}`);
    });
  };
  const settled = await eventually(
    'every run has its verdict',
    // A client that gave up stays so.
    async () => (await check(ended)).length === 0,
    settleMs,
  ).catch(() => false);
  const wrongRuns = await check(scene.builds.runs);
  timeline.expect(
    'every run has the verdict that was planted, and the forge knows',
    settled && wrongRuns.length === 0,
  );
  problems.push(...wrongRuns);
  const healthy = await eventually('the edge is well', async () => {
    const { agrees, alerts } = await scene.status();
    return agrees && !alerts.some(({ locks }) => locks) && (await scene.serverPids()).length === 1;
  }).catch(() => false);
  timeline.expect('the edge is well, with one server', healthy);
  if (!healthy) {
    problems.push(`the edge is not well: ${JSON.stringify(await scene.status())}`);
  }
  const looked = scene.looked();
  const wrong = looked.filter(({ right }) => !right).length;
  timeline.expect(`of ${looked.length} pictures none was another one`, wrong === 0);
  for (const { why } of looked.filter(({ right }) => !right).slice(0, 5)) timeline.note(why);
  if (wrong > 0) problems.push(`${wrong} pictures were not what they have to be`);
  const unanswered = looked.filter(({ ok }) => !ok);
  const lost = new Set(problems.map((problem) => /^run \d+/.exec(problem)?.[0]).filter(Boolean));
  const result = {
    seed,
    minutes,
    faults: planned.length,
    runs: scene.builds.runs.length,
    runsWrong: lost.size,
    buildsKilled: scene.builds.killed,
    snapshots: found.reduce((sum, { snapshots }) => sum + snapshots.length, 0),
    statuses: scene.statuses().length,
    pictures: looked.length,
    picturesUnanswered: unanswered.length,
    picturesWrong: wrong,
    problems,
  };
  console.log(
    `${result.runs} runs, ${result.runsWrong} wrong; ${result.snapshots} snapshots; ${result.statuses} statuses taken; ` +
      `${result.pictures} pictures looked at, ${result.picturesUnanswered} not answered, ${wrong} wrong`,
  );
  console.log(
    problems.length === 0
      ? `verdict: held (seed ${seed})`
      : `verdict: FAILED (seed ${seed})\n  ${problems.join('\n  ')}`,
  );
  if (values.json) console.log(JSON.stringify(result));
} finally {
  await scene.stop();
}
process.exit(problems.length === 0 ? 0 : 1);
