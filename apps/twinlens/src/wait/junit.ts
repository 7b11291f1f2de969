/** The form of results that most CI systems show: one suite for each project, one case for each change. */
import type { ProjectVerdict } from '@twinlens/contract';
import { outcomeOf } from './exit-codes.ts';
import { nameOf, type WaitResult } from './summary.ts';

interface Case {
  name: string;
  problem: { kind: 'failure' | 'error'; text: string } | null;
}

/** @returns a whole XML document */
export function toJunit({ projects, timedOut, description, sha }: WaitResult): string {
  const suites = projects.map((project) => ({
    name: project.project,
    cases: timedOut && project.state === 'pending' ? [late(project.message)] : casesOf(project),
  }));
  if (suites.length === 0) suites.push({ name: 'Twinlens', cases: [late(description)] });
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(`Twinlens ${sha}`)}" ${totals(all)}>`,
    ...suites.map(
      ({ name, cases }) =>
        `<testsuite name="${attribute(name)}" ${totals(cases)}>\n${cases.map(toXml).join('\n')}\n</testsuite>`,
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

const late = (message: string | null): Case => ({
  name: 'verdict',
  problem: { kind: 'error', text: `No verdict in time${message === null ? '' : `: ${message}`}` },
});

/** A case that stands for the whole project, and one for each change that is named. */
function casesOf(verdict: ProjectVerdict): Case[] {
  const { state, message, comparison, job } = verdict;
  const outcome = outcomeOf(verdict);
  const url = comparison?.url ?? job?.url ?? '';
  if (outcome === 0) return [{ name: 'verdict', problem: null }];
  if (outcome === 2) {
    const text = `${message ?? `The run is ${state}`}\n${url}`;
    return [{ name: 'verdict', problem: { kind: 'error', text } }];
  }
  const { changed = 0, added = 0, deleted = 0 } = comparison?.counts ?? {};
  const words = state === 'failure' ? 'Changes were rejected' : 'Changes need review';
  const failed = (text: string): Case['problem'] => ({ kind: 'failure', text: `${text}\n${url}` });
  return [
    {
      name: 'verdict',
      problem: failed(`${words}: ${changed} changed, ${added} added, ${deleted} deleted`),
    },
    ...(comparison?.changes ?? []).map((change) => ({
      name: nameOf(change),
      problem: failed(change.kind),
    })),
  ];
}

function totals(cases: Case[]): string {
  const count = (kind: 'failure' | 'error') =>
    cases.filter(({ problem }) => problem?.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
}

function toXml({ name, problem }: Case): string {
  const opened = `<testcase classname="Twinlens" name="${attribute(name)}"`;
  if (problem === null) return `${opened}/>`;
  const { kind, text } = problem;
  const [line = ''] = text.split('\n');
  return `${opened}><${kind} message="${attribute(line)}">${escapeXml(text)}</${kind}></testcase>`;
}

/** Characters that no XML document may have, in whatever form. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string) =>
  text.replace(forbidden, '\ufffd').replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** Line ends in attributes are written out: they would be read as spaces. */
const attribute = (text: string) =>
  escapeXml(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
