/** When checks count, what is a cause, and what days were like. */
import { expect, test } from 'vitest';
import { daysOf, mergeSeries, uptimeOf } from '../src/component/rules.ts';
import { hiddenVerdict, lineFor, mayStandIn, ruleOf } from '../src/gate/rules.ts';
import { agree } from '../src/monitor/places/agree.ts';
import { causesOf, type Judged, judge } from '../src/monitor/rules.ts';

const rule = { failures: 2, of: 3 };

/** What a monitor is after each check; a check is made every second. */
function play(checks: string): string {
  let known: Judged = { state: 'unknown', changes: [] };
  const recent: boolean[] = [];
  return [...checks]
    .map((check, second) => {
      recent.push(check === '.');
      known = judge(known, recent, rule, second * 1000);
      return known.state.at(0);
    })
    .join('');
}

test('a lost check is no outage; two of three are', () => {
  expect(play('..x..x..')).toBe('uuuuuuuu');
  expect(play('..x.x.')).toBe('uuuudd');
  expect(play('xx')).toBe('ud');
  expect(play('..xx..')).toBe('uuuddu');
});

test('what goes up and down must be well for longer each time', () => {
  const flapping = play('..xx..xx....xx........');
  expect(flapping).toBe('uuudduudddduudddddddduu'.slice(0, flapping.length));
});

test('trouble counts when more than half of the places see it', () => {
  const well = { ok: true, seen: 'answered 200', ms: 20 };
  const gone = { ok: false, seen: 'no answer in time', ms: 10_000 };
  const at = (place: string, outcome: typeof well) => ({ place, ...outcome });
  expect(agree(gone, [])).toBe(gone);
  expect(agree(well, [at('Oslo', well)])).toBe(well);
  expect(agree(gone, [at('Oslo', well)])).toEqual({
    ok: true,
    seen: 'from here: no answer in time; from Oslo: answered 200',
    ms: 20,
  });
  expect(agree(gone, [at('Oslo', gone)]).ok).toBe(false);
  expect(agree(well, [at('Oslo', gone), at('Porto', gone)])).toEqual({
    ok: false,
    seen: 'from here: answered 200; from Oslo: no answer in time; from Porto: no answer in time',
    ms: 10_000,
  });
  expect(agree(gone, [at('Oslo', well), at('Porto', well)]).ok).toBe(true);
});

test('what is down because something else is belongs to that', () => {
  const monitors = [
    { id: 'address', dependsOn: [] },
    { id: 'api', dependsOn: ['address'] },
    { id: 'run', dependsOn: ['api'] },
    { id: 'dns', dependsOn: [] },
  ];
  const causes = (...down: string[]) => Object.fromEntries(causesOf(new Set(down), monitors));
  expect(causes('address', 'api', 'run')).toEqual({
    address: 'address',
    api: 'address',
    run: 'address',
  });
  expect(causes('run', 'dns')).toEqual({ run: 'run', dns: 'dns' });
});

test('monitors that depend on each other do not go in circles', () => {
  const monitors = [
    { id: 'a', dependsOn: ['b'] },
    { id: 'b', dependsOn: ['a'] },
  ];
  expect(causesOf(new Set(['a', 'b']), monitors).size).toBe(2);
});

test('days are as bad as their worst hour, and unknown where nobody looked', () => {
  const day = 86_400_000;
  const now = 3.5 * day;
  const changes = mergeSeries(
    [{ at: 1.5 * day, state: 'operational' }],
    [
      [
        { at: 2 * day, state: 'major_outage' },
        { at: 2.25 * day, state: 'operational' },
      ],
      [
        { at: 2.25 * day, state: 'partial_outage' },
        { at: 2.5 * day, state: 'operational' },
      ],
    ],
  );
  const days = daysOf(changes, now, 4);
  expect(days.map(({ state }) => state)).toEqual([
    null,
    'operational',
    'major_outage',
    'operational',
  ]);
  expect(days.map(({ knownMs }) => knownMs / day)).toEqual([0, 0.5, 1, 0.5]);
  expect(days.map(({ downMs }) => downMs / day)).toEqual([0, 0, 0.375, 0]);
  expect(uptimeOf(days)).toBe(1 - 0.375 / 2);
});

const line = (id: number, state: 'pending' | 'success' | 'failure') => ({
  id,

  state,
  description: null,
  url: null,
});

test('only what is missing or pending may be spoken for', () => {
  expect(mayStandIn(undefined)).toBe(true);
  expect(mayStandIn(line(1, 'pending'))).toBe(true);
  expect(mayStandIn(line(1, 'failure'))).toBe(false);
  expect(mayStandIn(line(1, 'success'))).toBe(false);
});

test('a verdict that came while we wrote is brought back', () => {
  expect(hiddenVerdict([line(3, 'success'), line(2, 'failure'), line(1, 'pending')], 3, 1)).toEqual(
    line(2, 'failure'),
  );
  expect(hiddenVerdict([line(3, 'success'), line(1, 'pending')], 3, 1)).toBeNull();
  // Forges that change a line in its place: an older verdict below it was there before.
  expect(hiddenVerdict([line(3, 'success'), line(2, 'failure')], 3, 3)).toBeNull();
  // What was told after us stands.
  expect(hiddenVerdict([line(4, 'failure'), line(3, 'success')], 3, 1)).toBeNull();
});

test('a line of several projects follows the strictest rule, and nobody is let through unknown', () => {
  const gate = {
    policy: 'closed' as const,
    afterSeconds: 300,
    projects: [{ account: 1, project: 'shop', policy: 'open' as const, afterSeconds: 60 }],
  };
  expect(ruleOf(gate, 1, ['shop'], [])).toEqual({ policy: 'open', afterSeconds: 60 });
  expect(ruleOf(gate, 2, ['shop'], [])).toEqual({ policy: 'closed', afterSeconds: 300 });
  expect(ruleOf(gate, 1, ['shop', 'site'], [])).toEqual({ policy: 'closed', afterSeconds: 300 });
  expect(ruleOf({ ...gate, policy: 'open' }, 1, [], [])).toMatchObject({ policy: 'closed' });
});

test('what was chosen for a project at the server holds where the settings do not name it', () => {
  const gate = {
    policy: 'closed' as const,
    afterSeconds: 300,
    projects: [{ account: 1, project: 'shop', policy: 'closed' as const, afterSeconds: 60 }],
  };
  const chosen = ['shop', 'site', 'docs'].map((project) => ({
    project,
    policy: project === 'docs' ? ('provisional' as const) : ('open' as const),
    afterSeconds: 30,
  }));
  expect(ruleOf(gate, 1, ['site'], chosen)).toEqual({ policy: 'open', afterSeconds: 30 });
  expect(ruleOf(gate, 1, ['shop'], chosen)).toEqual({ policy: 'closed', afterSeconds: 60 });
  expect(ruleOf(gate, 1, ['site', 'docs'], chosen)).toMatchObject({ policy: 'provisional' });
});

test('a line fits where forges cut it', () => {
  const { description } = lineFor(
    'open',
    'Twinlens',
    `https://status.example.org/${'x'.repeat(200)}`,
  );
  expect(description.length).toBeLessThanOrEqual(140);
  expect(description).toMatch(/^Twinlens is unavailable, not blocking/);
});
