/** One breakage, from a page that is all green to a page that is all green again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { IncidentDocument } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import type { Breakage, Stage } from './breakages.ts';
import { type Commits, type Forge, makeCommits } from './commits.ts';
import type { WatchedSettings } from './watched.ts';
import { startWatcher, type Watcher } from './watcher.ts';

/** What the issue allows until the page shows it. Milliseconds. */
const shownMs = 60_000;
/** Until all is well again, also on a machine that others use. Milliseconds. */
const recoveredMs = 300_000;
/** Longer than the rule of the gate and two of its rounds: by then it has spoken where it would. */
const gateMs = 12_000;

export interface Performed {
  name: string;
  what: string;
  unreachable: boolean;
  /** Names of the components that were shown in trouble. */
  shown: string[];
  /** What the incident was called, and what it said that had to be said. */
  incident: string;
  words: string;
  /** Seconds after the breakage. */
  shownAfter: number;
  incidentAfter: number;
  /** Until both commits were spoken for; null where nobody may speak for the server. */
  spokenAfter: number | null;
  /** Seconds after it was mended: all green, the incident over, every commit with its own verdict. */
  greenAfter: number;
  settledAfter: number;
  problems: string[];
}

export async function perform(
  breakage: Breakage,
  stage: Stage,
  { settings, forge }: { settings: WatchedSettings; forge: Forge },
): Promise<Performed> {
  const { cluster, certificates } = stage;
  const { key, folder } = cluster;
  const problems: string[] = [];
  const watcher = await startWatcher({
    folder,
    settings,
    key,
    authority: certificates.authority,
  });
  try {
    await eventually('all is well', async () => await isWell(watcher), recoveredMs);
    const commits = await makeCommits(key, forge);
    await eventually('the forge has all three lines, and the watcher two', async () => {
      const red = await commits.line(commits.red);
      const heard = watcher.heardOf();
      return (
        red?.state === 'failure' &&
        [commits.open, commits.closed].every((sha) => heard.includes(sha))
      );
    });
    const redLines = await commits.countLines(commits.red);

    const brokenAt = Date.now();
    const since = (at: number) => (Date.now() - at) / 1000;
    await breakage.act(stage, commits);
    await eventually(
      `${breakage.components.join(', ')} in trouble`,
      async () => {
        const found = await watcher.inTrouble();
        return breakage.components.every((id) => found.includes(id));
      },
      shownMs * 2,
    );
    const shownAfter = since(brokenAt);
    const incident = await eventually(
      `an incident that says ${breakage.words}`,
      async () => findIncident(await watcher.incidents(), breakage),
      shownMs * 2,
    );
    const incidentAfter = since(brokenAt);
    if (Math.max(shownAfter, incidentAfter) > shownMs / 1000)
      problems.push('later than after 60 s');

    let spokenAfter: number | null = null;
    if (breakage.unreachable) {
      await eventually('both commits are spoken for', () => areSpokenFor(commits), shownMs);
      spokenAfter = since(brokenAt);
    } else {
      await delay(gateMs);
      if ((await watcher.standIns()).length > 0) problems.push('commits were spoken for');
    }
    const shown = await watcher.inTrouble();
    if (breakage.alone && shown.join() !== breakage.components.join()) {
      problems.push(`shown as well: ${shown.join(', ')}`);
    }

    const mendedAt = Date.now();
    await breakage.mend(stage);
    await eventually('all is well again', () => isWell(watcher), recoveredMs);
    const greenAfter = since(mendedAt);
    await eventually(
      'the runs of the commits end',
      async () => {
        await commits.end().catch(() => null);
        return areJudged(commits);
      },
      recoveredMs,
    );
    await eventually(
      'no commit is listed',
      async () => (await watcher.standIns()).length === 0,
      recoveredMs,
    );
    const settledAfter = since(mendedAt);
    if ((await commits.countLines(commits.red)) !== redLines)
      problems.push('a red commit was told something');
    const names = new Map(settings.components.map(({ id, name }) => [id, name]));
    return {
      name: breakage.name,
      what: breakage.what,
      unreachable: breakage.unreachable,
      shown: shown.map((id) => names.get(id) ?? id),
      incident: incident.name,
      words: breakage.words.exec(textOf(incident))?.[0] ?? '',
      shownAfter,
      incidentAfter,
      spokenAfter,
      greenAfter,
      settledAfter,
      problems,
    };
  } catch (error) {
    process.stderr.write(
      `not up:\n${watcher.notUp().join('\n')}\n${watcher.output().slice(-3000)}\n`,
    );
    throw error;
  } finally {
    await watcher.stop();
  }
}

/** Everything is operational, every monitor that makes runs has made one, and nothing is open. */
async function isWell(watcher: Watcher): Promise<boolean> {
  const incidents = await watcher.incidents();
  return (
    watcher.notUp().length === 0 &&
    (await watcher.inTrouble()).length === 0 &&
    incidents.every(({ status }) => status === 'resolved')
  );
}

const textOf = ({ incident_updates: updates }: IncidentDocument) =>
  updates.map(({ body }) => body).join('\n');

const findIncident = (incidents: IncidentDocument[], { words, components }: Breakage) =>
  incidents.find(
    (incident) =>
      incident.status !== 'resolved' &&
      words.test(textOf(incident)) &&
      components.some((id) => incident.components.some((one) => one.id === id)),
  ) ?? null;

/** As the rules say: the one let through, the other held, each with a link to the incident. */
async function areSpokenFor(commits: Commits): Promise<boolean> {
  const [open, closed] = await Promise.all([
    commits.line(commits.open),
    commits.line(commits.closed),
  ]);
  const link = /\(http:\/\/\S+\)$/;
  return (
    open?.state === 'success' &&
    /^Twinlens is unavailable, not blocking/.test(open.description) &&
    link.test(open.description) &&
    closed?.state === 'pending' &&
    /^Twinlens is unavailable, the verdict follows/.test(closed.description) &&
    link.test(closed.description)
  );
}

async function areJudged(commits: Commits): Promise<boolean> {
  const [open, closed] = await Promise.all([
    commits.line(commits.open),
    commits.line(commits.closed),
  ]);
  return open?.state === 'failure' && closed?.state === 'success';
}
