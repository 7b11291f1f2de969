import { compareAddress } from '../../made-up/addresses.ts';
import { browserShas, failedShas, pendingShas, reviewShas } from '../../made-up/records.ts';
import { withStrangeNames } from '../../made-up/strange-names.ts';
import type { Comparison } from '../../src/api/entities.ts';
import type { ReviewApi } from '../../src/api/review-api.ts';
import { never, refused, withoutPictures } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Comparison' };

const at = (search = '') => compareAddress(reviewShas, search);

/** Of the comparison everything is about. */
const decide = (api: ReviewApi, decision: 'accepted' | 'rejected', comment?: string) =>
  api.decideComparison({
    params: { account: 1, comparison: 71 },
    body: { decision, ...(comment !== undefined && { comment }) },
  });

const nothing = { changed: 0, added: 0, deleted: 0, unstable: 0, tolerated: 0, ignored: 0 };

export const Changed = screenStory(at('?t=changed&c=1'));
export const List = pageStory(at());
export const Added = pageStory(at('?t=added&c=0'));
export const Deleted = pageStory(at('?t=deleted&c=0'));
export const Unchanged = pageStory(at('?t=unchanged&c=0'));
export const Ignored = pageStory(at('?t=ignored&c=0'));
export const Unstable = pageStory(at('?t=unstable&c=0'));
export const UnstableBefore = pageStory(at('?t=unstable&c=2'));
export const ChangedAndUnstable = pageStory(at('?t=changed&c=2'));
export const Tolerated = pageStory(at('?t=tolerated&c=0'));
export const Animated = pageStory(at('?t=changed&c=3'));
export const NotLookedAt = pageStory(at('?t=changed&c=5'));
export const AcceptedElsewhere = pageStory(at('?t=changed&c=8'));
export const ByChange = pageStory(at('?t=changed&c=0&g=change'));
export const NoMatch = pageStory(at('?q=nothing+like+this'));
export const Talk = pageStory(at('?t=changed&c=0'), {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: /Comments?/ })),
});
export const DifferentBrowsers = pageStory(compareAddress(browserShas, '?t=changed&c=1'));
/** The baseline in the browsers of the later report, so far. */
const rerendering = (
  so: Partial<NonNullable<Comparison['rerendering']>>,
): Parameters<typeof pageStory>[1] => ({
  answers: ({ getComparison }) => ({
    async getComparison(input) {
      const asked = { by: 'Ada Lovelace', total: 12, done: 12, failed: 0, problem: null };
      return { ...(await getComparison(input)), rerendering: { ...asked, ...so } };
    },
  }),
});
const acrossVersions = compareAddress(browserShas, '?t=changed&c=1');
export const BaselineCapturedAgain = pageStory(acrossVersions, rerendering({}));
export const BaselineBeingCaptured = pageStory(acrossVersions, rerendering({ done: 5 }));
export const BaselinePartlyCaptured = pageStory(
  acrossVersions,
  rerendering({
    failed: 2,
    problem: 'no worker with Chromium 153.0.8010.0 has captured it within an hour',
  }),
);
export const Filters = pageStory(at(), {
  play: async ({ canvas, userEvent }) => {
    await canvas.findAllByText('Avatar/000');
    await userEvent.click(canvas.getByRole('button', { name: 'Filters' }));
    await canvas.findByRole('group', { name: 'Filters' });
  },
});
export const Filtered = pageStory(at('?target=chrome-phone&size=tiny'));
export const OthersLook = pageStory(at('?t=changed&c=1'), {
  answers: {
    tellPresence: async () => ({
      others: [
        {
          id: 'u2',
          name: 'Grace Hopper',
          looksAt: {
            snapshotId: 6,
            component: 'Avatar/000',
            variant: 'disabled',
            target: 'chrome-desktop',
          },
        },
        { id: 'u9', name: 'Ben', looksAt: null },
      ],
    }),
  },
});
export const AskingForAReview = pageStory(at('?t=changed&c=1'), {
  play: async ({ canvas, userEvent }) =>
    userEvent.click(await canvas.findByRole('button', { name: 'Ask for a review' })),
});
export const Keys = pageStory(at('?t=changed&c=1'), {
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText('42');
    await userEvent.keyboard('?');
  },
});
export const OneRejected = pageStory(at('?t=changed&c=1'), {
  given: (api) =>
    api.decideComparison({
      params: { account: 1, comparison: 71 },
      body: {
        decision: 'rejected',
        comment: 'The badge looks off',
        scope: { kind: 'snapshots', ids: [4] },
      },
    }),
});
export const AllAccepted = pageStory(at('?t=changed&c=1'), {
  given: (api) => decide(api, 'accepted'),
});
export const AllRejected = pageStory(at(), {
  given: (api) => decide(api, 'rejected', 'Prices are cut off in every card'),
});
export const NothingChanged = pageStory(at(), {
  answers: ({ getComparison, listChanges }) => ({
    async getComparison(input) {
      const comparison = await getComparison(input);
      return { ...comparison, state: 'success', counts: { ...comparison.counts, ...nothing } };
    },
    async listChanges(input) {
      const isOfNothing = input.query?.kind !== 'unchanged';
      return isOfNothing ? { total: 0, changes: [] } : listChanges(input);
    },
  }),
});
export const StrangeNames = pageStory(at('?t=changed&c=1'), { answers: withStrangeNames });
export const PicturesGone = pageStory(at('?t=changed&c=0'), { answers: withoutPictures });
export const RowsLoading = pageStory(at('?t=changed&c=1'), { answers: { listChanges: never } });
export const RowsRefused = pageStory(at('?t=changed&c=1'), { answers: { listChanges: refused } });
export const Loading = pageStory(at(), { answers: { getComparison: never } });
export const Running = pageStory(compareAddress(pendingShas));
export const Failed = pageStory(compareAddress(failedShas));
export const NeverAskedFor = pageStory('/a/1/p/1/compare/main/next');
