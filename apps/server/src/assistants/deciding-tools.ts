/** Tools that decide something, in the name of the person. */
import { type Operations, operations, type ResponseOf } from '@twinlens/contract';
import { text } from './content.ts';
import { tool } from './tool.ts';

const { decideComparison, reportFlake } = operations;

const fields = {
  comparison: decideComparison.params.properties.comparison,
  comment: decideComparison.body.properties.comment,
  scope: decideComparison.body.properties.scope,
};

/** How the comparison stands now. */
function putStanding(comparison: ResponseOf<Operations['getComparison']>) {
  const { id, sha1, sha2, state, counts, decided, review } = comparison;
  return [text({ id, sha1, sha2, state, counts, decided, review })];
}

const approveComparison = tool({
  name: 'approve_comparison',
  title: 'Approve a comparison',
  description:
    'Accept what changed, all of it or what "scope" says, in the name of the person. Builds that waited for it pass. Look at the pictures first, and do it only when the person wants it. Can be undone on the page of the comparison.',
  decides: true,
  fields,
  run: async ({ ask }, { comparison, ...rest }) =>
    putStanding(
      await ask(decideComparison, {
        params: { comparison },
        body: { decision: 'accepted', ...rest },
      }),
    ),
});

const rejectComparison = tool({
  name: 'reject_comparison',
  title: 'Reject a comparison',
  description:
    'Reject what changed, all of it or what "scope" says, in the name of the person. Builds that waited for it fail. Say why in "comment". Can be undone on the page of the comparison.',
  decides: true,
  fields,
  run: async ({ ask }, { comparison, ...rest }) =>
    putStanding(
      await ask(decideComparison, {
        params: { comparison },
        body: { decision: 'rejected', ...rest },
      }),
    ),
});

const reportFlakeTool = tool({
  name: 'report_flake',
  title: 'Report a flake',
  description:
    'Say that a pair of pictures differs without a reason: it is ignored in this comparison and wherever it comes again. The ids of the snapshots are those of a changed row of get_comparison_details. Can be undone on the page of the comparison.',
  decides: true,
  fields: {
    comparison: reportFlake.params.properties.comparison,
    ...reportFlake.body.properties,
  },
  run: async ({ ask }, { comparison, ...body }) =>
    putStanding(await ask(reportFlake, { params: { comparison }, body })),
});

export const decidingTools = [approveComparison, rejectComparison, reportFlakeTool];
