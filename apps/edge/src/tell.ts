/** What people read of what the controller answers. */
import type { EdgeStatus, Generation } from '@twinlens/contract';
import type { Finding } from './address/doctor.ts';

export function tellStatus(status: EdgeStatus): string {
  const { wanted, loaded, seen, agrees, lastProvenAt, oldWorkers } = status;
  return [
    `wanted ${wanted ?? 'nothing'}, loaded ${loaded ?? 'nothing'}, seen ${seen ?? 'nothing'}: ${agrees ? 'agree' : 'DISAGREE'}`,
    `last proven ${lastProvenAt ?? 'never'}`,
    ...(oldWorkers.length > 0
      ? [`${oldWorkers.length} replaced workers still finish requests`]
      : []),
    ...status.routes.map(
      ({ address, prefix, answers }) => `  ${answers ? 'serves' : 'DOWN  '} ${address}${prefix}`,
    ),
    ...status.alerts.map(
      ({ since, text, locks }) =>
        `ALERT since ${since}: ${text}${locks ? ' (deploys are locked)' : ''}`,
    ),
    '',
  ].join('\n');
}

export function tellGeneration(entry: Generation): string {
  const { number, at, outcome, cause, reason, problems, withoutCache } = entry;
  return [
    `${number} ${at} ${outcome} (${cause}: ${reason})`,
    ...(withoutCache === null ? [] : [`    without the cache: ${withoutCache}`]),
    ...problems.map((problem) => `    ${problem.replaceAll('\n', '\n    ')}`),
    '',
  ].join('\n');
}

export function tellFindings(findings: Finding[]): string {
  const marks = { ok: 'ok     ', warning: 'warning', failure: 'FAILURE' };
  return findings.map(({ state, text }) => `${marks[state]} ${text}\n`).join('');
}
