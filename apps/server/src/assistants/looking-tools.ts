/** Tools that only look. */
import { operations, TwinlensError } from '@twinlens/contract';
import { Type } from 'typebox';
import { text } from './content.ts';
import { putChange } from './put-changes.ts';
import { tool } from './tool.ts';

const { listJobs, listComparisons, getComparison, listChanges, getDifference } = operations;
const { getReport, getSnapshotHistory, listFlakes, getMe } = operations;

const { project, sha1, sha2 } = getComparison.params.properties;
const { comparison } = listChanges.params.properties;

/** Of every list of a comparison. */
const rowsOfList = {
  offset: listChanges.query.properties.offset,
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
};

const listProjects = tool({
  name: 'list_projects',
  title: 'List projects',
  description:
    'The account this connection is for, with its projects. Other tools take the id of a project.',
  fields: {},
  async run({ ask, accountId }) {
    const { user, accounts } = await ask(getMe, {});
    return [text({ person: user.name, account: accounts.find(({ id }) => id === accountId) })];
  },
});

const listJobsTool = tool({
  name: 'list_jobs',
  title: 'List jobs',
  description:
    'Runs of build machines, newest first, with the state of each project. For the next page give the id of the last job as "before".',
  fields: listJobs.query.properties,
  run: async ({ ask }, query) => [text(await ask(listJobs, { query }))],
});

const listComparisonsForSha = tool({
  name: 'list_comparisons_for_sha',
  title: 'List the comparisons of a commit',
  description:
    'The comparisons a commit is in, on either side, given its whole SHA: their ids, states, how many snapshots changed, and the address of the page where a person can look. Start here.',
  fields: listComparisons.query.properties,
  run: async ({ ask }, query) => [text(await ask(listComparisons, { query }))],
});

const getComparisonDetails = tool({
  name: 'get_comparison_details',
  title: 'Get the details of a comparison',
  description:
    'What changed between two reports: the snapshots that are changed, added, deleted or ignored as flaky, what was decided on each, and how many accessibility violations there are more or fewer (axeViolationsDelta; null without an accessibility target). Of each list as many rows as the limit says.',
  fields: { project, sha1, sha2, ...rowsOfList },
  async run({ ask }, { offset, limit, ...params }) {
    const found = await ask(getComparison, { params });
    const { comparisons } = await ask(listComparisons, { query: { sha: params.sha2 } });
    const summary = comparisons.find(({ id }) => id === found.id);
    const listOf = async (kind: 'changed' | 'added' | 'deleted' | 'ignored') => {
      const query = { kind, offset, limit };
      const list = await ask(listChanges, { params: { comparison: found.id }, query });
      return { total: list.total, rows: list.changes.map(putChange) };
    };
    const { id, state, counts, decided, error, message, author, link, history } = found;
    return [
      text({
        id,
        project: found.project,
        ...{ sha1: found.sha1, sha2: found.sha2, state, counts, decided, error },
        ...{ message, author, link, url: summary?.url ?? null },
        axeViolationsDelta: summary?.axeViolationsDelta ?? null,
        changed: await listOf('changed'),
        added: await listOf('added'),
        deleted: await listOf('deleted'),
        ignored: await listOf('ignored'),
        decisions: history,
      }),
    ];
  },
});

const getImages = tool({
  name: 'get_images',
  title: 'Look at a changed snapshot',
  description:
    'The pictures of one snapshot of a comparison: before, after, and what differs between them painted over the later one. Large ones are made smaller; the addresses of the whole ones are given.',
  fields: {
    comparison,
    component: getSnapshotHistory.query.properties.component,
    variant: getSnapshotHistory.query.properties.variant,
    target: getSnapshotHistory.query.properties.target,
    kind: Type.Enum(['changed', 'added', 'deleted', 'ignored', 'unstable', 'tolerated'], {
      default: 'changed',
      description: 'the list of the comparison the snapshot is in',
    }),
  },
  async run({ ask, pictures }, { comparison, component, variant, target, kind }) {
    const params = { comparison };
    const query = { kind, component, target, limit: 500 };
    const { changes } = await ask(listChanges, { params, query });
    const row = changes.find((one) => one.variant === variant);
    if (row === undefined) {
      throw new TwinlensError(
        'not_found',
        `there is no such snapshot among the ${kind} ones: get_comparison_details lists them`,
      );
    }
    const { before, after } = row;
    const shown = [text(putChange(row))];
    if (before) shown.push(...(await pictures.show('before', before.image.url)));
    if (after) shown.push(...(await pictures.show('after', after.image.url)));
    if (before && after) {
      const pair = { beforeSnapshotId: before.snapshotId, afterSnapshotId: after.snapshotId };
      const { images, unseen } = await ask(getDifference, { params: { comparison, ...pair } });
      if (images) shown.push(...(await pictures.show('what differs', images.highlight)));
      else shown.push(text(`what differs is not shown: ${unseen ?? 'nobody has looked yet'}`));
    }
    return shown;
  },
});

const explainBaseline = tool({
  name: 'explain_baseline',
  title: 'Explain the baseline',
  description:
    'Why a comparison compares with the report it does: the rule, the explanation, and every commit that was tried for it.',
  fields: { project, sha1, sha2 },
  async run({ ask }, params) {
    const { baseline, baselineTrail } = await ask(getComparison, { params });
    return [text({ baseline, tried: baselineTrail })];
  },
});

const getReportTool = tool({
  name: 'get_report',
  title: 'Get a report',
  description: 'The snapshots of one commit in a project, with the addresses of their pictures.',
  fields: {
    project: getReport.params.properties.project,
    sha: getReport.params.properties.sha,
    offset: getReport.query.properties.offset,
    limit: rowsOfList.limit,
    filter: getReport.query.properties.filter,
  },
  async run({ ask }, { project, sha, ...query }) {
    const report = await ask(getReport, { params: { project, sha }, query });
    const snapshots = report.snapshots.map(({ id, component, variant, target, image }) => ({
      ...{ id, component, variant, target, image: image.url },
      ...(image.accessibility && { violations: image.accessibility.violations }),
    }));
    return [text({ ...report, snapshots })];
  },
});

const getHistory = tool({
  name: 'get_snapshot_history',
  title: 'Get the history of a snapshot',
  description:
    'Every picture one example of a project has had, the last first, with the commit it came with and what was decided.',
  fields: {
    project: getSnapshotHistory.params.properties.project,
    ...getSnapshotHistory.query.properties,
  },
  run: async ({ ask }, { project, ...query }) => [
    text(await ask(getSnapshotHistory, { params: { project }, query })),
  ],
});

const listFlakesTool = tool({
  name: 'list_flakes',
  title: 'List flakes',
  description: 'Pairs of pictures that were reported as flaky, and are ignored; newest first.',
  fields: { ...listFlakes.query.properties, limit: rowsOfList.limit },
  run: async ({ ask }, query) => [text(await ask(listFlakes, { query }))],
});

export const lookingTools = [
  listProjects,
  listJobsTool,
  listComparisonsForSha,
  getComparisonDetails,
  getImages,
  explainBaseline,
  getReportTool,
  getHistory,
  listFlakesTool,
];
