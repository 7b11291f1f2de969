/** Tools that decide something, in the name of the person. */
import { type BodyOf, type Operations, operations, type ResponseOf } from '@twinlens/contract';
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

/** A tool that decides on a comparison in one way. */
const deciding = (
  decision: BodyOf<typeof decideComparison>['decision'],
  words: { name: string; title: string; description: string },
) =>
  tool({
    ...words,
    decides: true,
    fields,
    run: async ({ ask }, { comparison, ...rest }) =>
      putStanding(
        await ask(decideComparison, { params: { comparison }, body: { decision, ...rest } }),
      ),
  });

const approveComparison = deciding('accepted', {
  name: 'approve_comparison',
  title: 'Approve a comparison',
  description:
    'Accept what changed, all of it or what "scope" says, in the name of the person. Builds that waited for it pass. Look at the pictures first, and do it only when the person wants it. Can be undone on the page of the comparison.',
});

const rejectComparison = deciding('rejected', {
  name: 'reject_comparison',
  title: 'Reject a comparison',
  description:
    'Reject what changed, all of it or what "scope" says, in the name of the person. Builds that waited for it fail. Say why in "comment". Can be undone on the page of the comparison.',
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
