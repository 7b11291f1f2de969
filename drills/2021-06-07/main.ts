/**
 * The outage of 7 June 2021, on a network of our own: a load balancer that silently takes no
 * configuration any more, a routine deploy, a restart, another address, names that lead to the old one.
 * Once with everything Twinlens has against it, once without; and each guard by itself.
 * Run, as root: `npm run drill:2021-06-07 -- [--quick] [--json] [--only protected|unprotected|twins]
 * [--targets chrome,firefox,safari]`
 */
import { parseArgs } from 'node:util';
import { isInstalled, missingRequirements } from '@twinlens/testing';
import { tearDown } from '../network.ts';
import { type Result, withoutProtection, withProtection } from './acts.ts';
import { runTwins, type Twin } from './twins.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    targets: { type: 'string' },
  },
});
const missing = missingRequirements({ dnsmasq: 'dnsmasq' });
if (missing.length > 0) {
  process.stderr.write(`the drill cannot be held here:\n  ${missing.join('\n  ')}\n`);
  process.exit(2);
}
const wants = (part: string) => values.only === undefined || values.only === part;
const quick = values.quick ?? false;
const viewport = '600x400';
/** Targets, and one of which has to be installed to capture them. */
const all: Record<string, string[]> = {
  chrome: [],
  firefox: ['firefox', 'firefox-esr'],
  safari: ['WebKitWebDriver'],
};
// Other engines take seconds to start; the quick form is of one.
const chosen = Object.entries(all).filter(([type, needs]) =>
  values.targets === undefined
    ? needs.length === 0 || (!quick && needs.some(isInstalled))
    : values.targets.split(',').includes(type),
);
const circumstances = {
  quick,
  targets: Object.fromEntries(chosen.map(([type]) => [type, { type, viewport }])),
};
process.on('exit', tearDown);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

// Of the guards only what needs no network of its own; in the quick form they are left to the full one.
const twins: Twin[] = wants('twins') && !quick ? await runTwins() : [];
const guarded = wants('protected') ? await withProtection(circumstances) : null;
const bare = wants('unprotected') && !quick ? await withoutProtection(circumstances) : null;

const problems = [
  ...(guarded?.timeline.failed ?? []).map(({ text }) => `protected: ${text}`),
  ...(bare?.timeline.failed ?? []).map(({ text }) => `unprotected: ${text}`),
  ...(guarded !== null && guarded.clientRunsLost > 0 ? ['client runs were lost'] : []),
  ...(guarded !== null && guarded.requestsFailed > 0
    ? ['requests failed before the address was taken away']
    : []),
  ...(bare !== null && bare.outageSeconds === 0
    ? ['no outage without protection: the drill proves nothing']
    : []),
  ...twins
    .filter((twin) => !twin.with || twin.without)
    .map(({ guard }) => `guard ${guard}: its twin run does not differ`),
];

function tell(title: string, result: Result): string {
  return [
    `${title}: ${result.requests} requests, ${result.requestsFailed} failed before the address went, outage ${result.outageSeconds.toFixed(1)} s;`,
    `  ${result.clientRuns} client runs, ${result.clientRunsLost} lost; back after ${Object.entries(
      result.recoverySeconds,
    )
      .map(([type, s]) => `${type} ${s.toFixed(1)} s`)
      .join(', ')}`,
  ].join('\n');
}

if (guarded !== null) console.log(tell('with protection', guarded));
if (bare !== null) console.log(tell('without', bare));
for (const { guard, claim, with: held, without } of twins) {
  console.log(
    `guard ${guard}: ${claim}: ${held ? 'holds' : 'FAILS'}; without it ${without ? 'HOLDS' : 'fails'}`,
  );
}
console.log(
  problems.length === 0 ? 'verdict: held' : `verdict: FAILED\n  ${problems.join('\n  ')}`,
);
if (values.json) {
  console.log(
    JSON.stringify({
      clientRuns: guarded?.clientRuns ?? null,
      clientRunsLost: guarded?.clientRunsLost ?? null,
      requests: guarded?.requests ?? null,
      requestsFailed: guarded?.requestsFailed ?? null,
      recoverySeconds: guarded?.recoverySeconds ?? null,
      outageWithoutProtection:
        bare === null
          ? null
          : {
              seconds: bare.outageSeconds,
              requestsFailed: bare.requestsFailed,
              clientRuns: bare.clientRuns,
              clientRunsLost: bare.clientRunsLost,
              recoverySeconds: bare.recoverySeconds,
            },
      twins,
      problems,
    }),
  );
}
process.exit(problems.length === 0 ? 0 : 1);
