/**
 * One address, two edges, real VRRP: it stays where it is while a proxy is replaced, killed or an edge is
 * restarted, and moves within seconds when its edge is cut off or cannot serve any more.
 * Run, as root: `npm run drill:floating -- [--json]`
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { eventually, missingRequirements } from '@twinlens/testing';
import { setLink, tearDown } from '../network.ts';
import { Timeline } from '../timeline.ts';
import { type Edges, startEdges } from './edges.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const missing = missingRequirements({ keepalived: 'keepalived' });
if (missing.length > 0) {
  process.stderr.write(`the drill cannot be held here:\n  ${missing.join('\n  ')}\n`);
  process.exit(2);
}
process.on('exit', tearDown);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const timeline = new Timeline('floating');
const seconds: Record<string, number> = {};

/** Longest time in which nobody was answered since then, in seconds. */
function interruptionSince(edges: Edges, since: number): number {
  const answered = edges
    .asked()
    .filter(({ ok, at, ms }) => ok && at + ms >= since)
    .map(({ at, ms }) => at + ms)
    .toSorted((one, other) => one - other);
  const moments = [since, ...answered];
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  return gaps.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...gaps) / 1000;
}

/** Answered again and again, as long as a move could still come. */
async function watchFor(edges: Edges, name: string, act: () => unknown): Promise<number> {
  const since = Date.now();
  await act();
  await delay(8_000);
  seconds[name] = interruptionSince(edges, since);
  return seconds[name];
}

const edges = await startEdges({ floats: true, without: [] });
try {
  const holder = () => edges.holder()?.machine ?? 'nobody';
  const first = edges.holder();
  if (first === null) throw new Error('nobody has the address');
  timeline.note(`${first.machine} has the address`);
  const standby = edges.other(first);
  const status = await standby.status();
  timeline.expect(
    'the other edge proves its configuration without the address, and alerts of nothing',
    status.agrees && status.alerts.length === 0,
  );

  const restarted = await watchFor(edges, 'restart', () => first.command('restart'));
  timeline.expect(
    `the proxy is replaced: the address stays, longest silence ${restarted.toFixed(2)} s`,
    edges.holder() === first && restarted < 1,
  );
  const killed = await watchFor(edges, 'proxy killed', async () => {
    process.kill(await first.proxyPid(), 'SIGKILL');
  });
  timeline.expect(
    `the proxy is killed: it is started again, the address stays (${holder()}), silence ${killed.toFixed(2)} s`,
    edges.holder() === first,
  );
  const refused = await first.apply({ public: { pinned: ['10.77.0.10'] } });
  timeline.expect(
    'a change by which the address would not follow any more is refused',
    refused.code === 1 && refused.output.includes('would not follow'),
  );
  await first.apply({});

  const cut = await watchFor(edges, 'edge cut off', () => setLink(first.machine, 'down'));
  timeline.expect(
    `the edge is cut off: ${standby.machine} has the address, silence ${cut.toFixed(2)} s`,
    standby.hasAddress() && cut < 5,
  );
  const back = await watchFor(edges, 'edge back', () => setLink(first.machine, 'up'));
  const one = await eventually('one edge has it', async () => edges.holder()).catch(() => null);
  timeline.expect(
    `it is back: one edge has the address (${holder()}), silence ${back.toFixed(2)} s`,
    one !== null && back < 5,
  );
  const now = edges.holder();
  if (now === null) throw new Error('nobody has the address');
  const other = edges.other(now);
  const lost = await watchFor(edges, 'edge without proxy', async () => {
    await now.controller.stop('SIGKILL');
    process.kill(await now.proxyPid(), 'SIGKILL');
  });
  timeline.expect(
    `its proxy does not come back: ${other.machine} has the address, silence ${lost.toFixed(2)} s`,
    edges.holder() === other && lost < 10,
  );
  now.controller.start();
  await eventually('it serves again', async () => (await now.status()).agrees);
  const recovered = await watchFor(edges, 'proxy back', () => {});
  timeline.expect(
    `it serves again: the address stays where it is, silence ${recovered.toFixed(2)} s`,
    edges.holder() === other && recovered < 1,
  );
  const ended = await watchFor(edges, 'edge killed', async () => {
    await Promise.all([other.controller, other.keepalived].map((unit) => unit?.stop('SIGKILL')));
    process.kill(await other.proxyPid(), 'SIGKILL');
  });
  timeline.note(
    `everything of ${other.machine} is killed, its kernel keeps the address: silence ${ended.toFixed(2)} s`,
  );
} finally {
  await edges.stop();
}

const bare = await startEdges({ floats: false, without: ['address'] });
try {
  const [first] = bare.all;
  timeline.note('without: the address is put on one edge by hand, and no guard looks after it');
  const since = Date.now();
  setLink(first.machine, 'down');
  await delay(15_000);
  const answered = bare.asked().filter(({ ok, at }) => ok && at > since + 1_000);
  timeline.expect(
    'without VRRP the address is gone with its edge: nobody is answered for 14 s',
    answered.length === 0,
  );
  setLink(first.machine, 'up');
  const accepted = await first.apply({ public: { pinned: ['10.77.0.10'] } });
  timeline.expect('without the guard the change is accepted', accepted.code === 0);
} finally {
  await bare.stop();
}
const problems = timeline.failed.map(({ text }) => text);
console.log(
  problems.length === 0 ? 'verdict: held' : `verdict: FAILED\n  ${problems.join('\n  ')}`,
);
if (values.json) console.log(JSON.stringify({ silenceSeconds: seconds, problems }));
process.exit(problems.length === 0 ? 0 : 1);
