/** 7 June 2021, step by step: once with everything that protects, once with nothing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EdgeStatus, Generation } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { addAddress, otherAddress, publicAddress, removeAddress } from '../network.ts';
import { Timeline } from '../timeline.ts';
import { type ClientRun, isWhole } from './client-runs.ts';
import { type Scene, setScene } from './scene.ts';

export interface Result {
  timeline: Timeline;
  requests: number;
  /** Until the address was taken away. */
  requestsFailed: number;
  /** From the first request that failed to the last; 0 when none did. */
  outageSeconds: number;
  /** After the address was taken away, until each kind of worker had captured something again. */
  recoverySeconds: Record<string, number>;
  clientRuns: number;
  clientRunsLost: number;
}

export interface Circumstances {
  targets: Record<string, object>;
  quick: boolean;
}

/** The image cache as it was: configured by one change, to be there by another that never came. */
const unfinishedCache = {
  cache: { backend: 'app', address: 'image-cache.internal', port: 4780 },
};
/** Ten minutes in earnest. Seconds. */
const heartbeatSeconds = 4;
/**
 * A report that is not whole after this, once no builds come any more and nothing was captured meanwhile, will not
 * be: on a machine with few processors the slower engines are behind. Milliseconds.
 */
const reportsMs = 90_000;
const allGuards = ['check', 'cache', 'proof', 'watch', 'retire', 'address'];

const readStatus = async (scene: Scene): Promise<EdgeStatus> =>
  JSON.parse((await scene.edge('status', '--json')).output);
const readHistory = async (scene: Scene): Promise<Generation[]> =>
  JSON.parse((await scene.edge('history', '--json')).output);
const proxyPid = async ({ state }: Scene): Promise<number> =>
  JSON.parse(await readFile(join(state, 'proxy.json'), 'utf8')).now.pid;

const untilAlert = (scene: Scene, code: string) =>
  eventually(
    `alert ${code}`,
    async () => (await readStatus(scene)).alerts.some((alert) => alert.code === code),
    30_000,
  ).catch(() => false);

export async function withProtection(circumstances: Circumstances): Promise<Result> {
  const { quick } = circumstances;
  const timeline = new Timeline('protected  ');
  const scene = await setScene({ ...circumstances, without: [], heartbeatSeconds });
  try {
    timeline.note('builds, workers and visitors are at work');
    await delay(quick ? 1_000 : 5_000);

    const unfinished = await scene.edge('apply', await scene.topology(unfinishedCache));
    timeline.expect(
      'pictures are led through a cache that is not there: left out, everything else is applied',
      unfinished.code === 0 && unfinished.output.includes('without the cache'),
    );
    const certificate = '/etc/ssl/drill/not-yet.pem';
    await scene.topology({
      listen: [
        { address: publicAddress, port: 80 },
        { address: publicAddress, port: 443, certificate },
      ],
    });
    timeline.note('somebody leaves an unfinished change in the topology and goes home');
    timeline.expect(
      'an alert says that the next change would be refused',
      await untilAlert(scene, 'topology-unusable'),
    );
    const refused = await scene.edge('apply', join(scene.state, '../topology.json'));
    timeline.expect(
      'applied nevertheless it is refused, in the words of the proxy',
      refused.code === 1 && refused.output.includes('not-yet.pem'),
    );
    await scene.topology(unfinishedCache);

    const from = (await readHistory(scene)).length;
    const beats = await eventually('heartbeats', async () => {
      const since = (await readHistory(scene)).slice(from);
      return (
        since.filter((one) => one.cause === 'heartbeat' && one.outcome === 'proven').length >= 2
      );
    });
    timeline.expect('days pass: heartbeats show that configurations are still taken', beats);

    const master = await proxyPid(scene);
    process.kill(master, 'SIGSTOP');
    const frozenAt = Date.now();
    timeline.note('the balancer stops taking configurations; it serves as before');
    const alarmed = await eventually(
      'an alert that locks deploys',
      async () => (await readStatus(scene)).alerts.some(({ locks }) => locks),
      30_000,
    ).catch(() => false);
    const seconds = ((Date.now() - frozenAt) / 1000).toFixed(1);
    timeline.expect(
      `found without any deploy, after ${seconds} s (a heartbeat is due every ${heartbeatSeconds} s)`,
      alarmed,
    );
    const locked = await scene.edge('deploy', '--release', scene.release);
    timeline.expect('a deploy is refused', locked.code === 1 && locked.output.includes('locked'));
    process.kill(master, 'SIGCONT');
    const healed = await eventually('healed', async () => {
      const { agrees, alerts } = await readStatus(scene);
      return agrees && !alerts.some((alert) => alert.locks);
    }).catch(() => false);
    timeline.expect('it takes them again: the lock opens by itself', healed);

    const deployed = await scene.edge('deploy', '--release', scene.release);
    timeline.expect(
      'the routine deploy: a new server in the place of the old',
      deployed.code === 0 && deployed.output.includes('server-1 was stopped'),
    );
    if (deployed.code !== 0) timeline.note(deployed.output);
    const restarted = await scene.edge('restart');
    // A heartbeat may be on its way at any moment.
    const agrees = await eventually(
      'it agrees',
      async () => (await readStatus(scene)).agrees,
    ).catch(() => false);
    timeline.expect(
      'the balancer is restarted, and keeps its address',
      restarted.code === 0 && agrees,
    );
    if (restarted.code !== 0) timeline.note(restarted.output);
    addAddress(otherAddress);
    const moved = {
      public: { pinned: [otherAddress] },
      listen: [{ address: otherAddress, port: 80 }],
    };
    const released = await scene.edge('apply', await scene.topology(moved));
    timeline.expect(
      'a change that would give up the address is refused',
      released.code === 1 && released.output.includes('would give up'),
    );
    await delay(quick ? 1_000 : 5_000);

    const lostAt = Date.now();
    removeAddress(publicAddress);
    timeline.note('the address is taken away all the same');
    timeline.expect('an alert says so', await untilAlert(scene, 'address-missing'));
    const given = await scene.edge(
      'apply',
      await scene.topology(moved),
      '--give-up',
      publicAddress,
    );
    timeline.expect('the edge serves on another address', given.code === 0);
    if (given.code !== 0) timeline.note(given.output);
    scene.names.pointTo(otherAddress);
    timeline.note('the name leads to it');
    const recoverySeconds = await untilRecovered(scene, lostAt);
    for (const [type, took] of Object.entries(recoverySeconds)) {
      timeline.expect(`${type} is back after ${took.toFixed(1)} s`, took < 60);
    }
    await delay(quick ? 1_000 : 10_000);
    return await count(scene, timeline, lostAt, recoverySeconds);
  } finally {
    await scene.stop();
  }
}

export async function withoutProtection(circumstances: Circumstances): Promise<Result> {
  const { quick } = circumstances;
  /** What people need to understand what they see. Milliseconds. */
  const people = quick ? 2_000 : 30_000;
  const timeline = new Timeline('unprotected');
  const scene = await setScene({ ...circumstances, without: allGuards, heartbeatSeconds });
  try {
    timeline.note('builds, workers and visitors are at work; every guard is off');
    await delay(quick ? 1_000 : 5_000);
    const applied = await scene.edge('apply', await scene.topology(unfinishedCache));
    timeline.expect('the unfinished cache route counts as applied', applied.code === 0);
    await delay(quick ? 1_000 : heartbeatSeconds * 3_000);
    const quiet = scene.asked().every(({ ok }) => ok);
    timeline.expect('days pass, and nobody notices anything', quiet);
    const deployed = await scene.edge('deploy', '--release', scene.release);
    timeline.expect('the routine deploy counts as done', deployed.code === 0);
    const outage = await eventually(
      'requests fail',
      async () => scene.asked().some(({ why }) => why === '503'),
      20_000,
    ).catch(() => false);
    timeline.expect('from then on visitors get 503', outage);
    await delay(people);
    const restarted = await scene.edge('restart');
    timeline.expect('the restart does not help', restarted.code !== 0);
    await delay(people);
    const lostAt = Date.now();
    process.kill(await proxyPid(scene), 'SIGKILL');
    removeAddress(publicAddress);
    addAddress(otherAddress);
    const again = await scene.edge(
      'apply',
      await scene.topology({
        public: { pinned: [otherAddress] },
        listen: [{ address: otherAddress, port: 80 }],
      }),
    );
    timeline.expect('the balancer is made anew, at another address', again.code === 0);
    if (again.code !== 0) timeline.note(again.output);
    await delay(people);
    scene.names.pointTo(otherAddress);
    timeline.note('the name leads there');
    const recoverySeconds = await untilRecovered(scene, lostAt);
    return await count(scene, timeline, lostAt, recoverySeconds);
  } finally {
    await scene.stop();
  }
}

/** Seconds until each kind of worker had captured something, and a visitor was answered. */
async function untilRecovered(scene: Scene, since: number): Promise<Record<string, number>> {
  // What had been sent when the address went is no recovery.
  const from = since + 1_000;
  const found: Record<string, number> = {};
  for (const { type, started } of scene.workers) {
    const at = await eventually(
      `${type} captures again`,
      async () =>
        started
          .output()
          .split('\n')
          .filter((line) => line.includes('"captured"'))
          .map((line) => (JSON.parse(line) as { time: number }).time)
          .find((time) => time > from) ?? null,
      150_000,
    ).catch(() => Number.POSITIVE_INFINITY);
    found[type] = (at - since) / 1000;
  }
  const answered = await eventually(
    'a visitor is answered',
    async () => scene.asked().find(({ at, ok }) => ok && at > from)?.at ?? null,
    60_000,
  ).catch(() => Number.POSITIVE_INFINITY);
  found.visitor = (answered - since) / 1000;
  return found;
}

/** What a worker has done, for whoever asks why a run was lost. */
function lastWords({ type, started }: Scene['workers'][number]): string {
  const lines = started.output().trim().split('\n');
  const captured = lines.filter((line) => line.includes('"captured"')).length;
  return `${type} has captured ${captured} times; its last words:\n${lines.slice(-12).join('\n')}`;
}

const capturesOf = ({ workers }: Scene): number =>
  workers.reduce((sum, { started }) => sum + started.output().split('"captured"').length - 1, 0);

/** A report that waits behind others is not lost while anything is captured. */
async function becomesWhole(run: ClientRun, scene: Scene, targets: number): Promise<boolean> {
  for (;;) {
    const before = capturesOf(scene);
    if (await isWhole(run, scene.key, targets, reportsMs)) return true;
    if (capturesOf(scene) === before) return false;
  }
}

async function count(
  scene: Scene,
  timeline: Timeline,
  lostAt: number,
  recoverySeconds: Record<string, number>,
): Promise<Result> {
  await scene.builds.stop();
  timeline.note(`${scene.builds.runs.length} builds have ended; looking for their reports`);
  const targets = Object.keys(scene.targets).length;
  let lost = 0;
  for (const run of scene.builds.runs) {
    if (run.code === 0 && (await becomesWhole(run, scene, targets))) continue;
    lost++;
    if (lost === 1) for (const worker of scene.workers) timeline.note(lastWords(worker));
    timeline.note(`lost: ${run.sha}, the client ended with ${run.code}: ${run.output.slice(-300)}`);
  }
  const asked = scene.asked();
  const failed = asked.filter(({ ok }) => !ok);
  const before = failed.filter(({ at, ms }) => at + ms < lostAt);
  for (const { at, why } of before.slice(0, 5)) timeline.note(`request at ${at}: ${why}`);
  const times = failed.map(({ at }) => at);
  return {
    timeline,
    requests: asked.length,
    requestsFailed: before.length,
    outageSeconds: times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000,
    recoverySeconds,
    clientRuns: scene.builds.runs.length,
    clientRunsLost: lost,
  };
}
