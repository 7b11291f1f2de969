import { withStrangeNames } from '../../made-up/strange-names.ts';
import { never, refused } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Jobs' };

export const Many = screenStory('/a/1/jobs');
export const None = pageStory('/a/1/jobs', {
  answers: { listJobs: async () => ({ jobs: [], more: false }) },
  // The page names its own address, which is another one in every capture.
  async play({ canvas }) {
    (await canvas.findByText(location.origin)).textContent = 'https://twinlens.example.com';
  },
});
export const Few = pageStory('/a/1/jobs', {
  answers: ({ listJobs }) => ({
    listJobs: async (input) => ({ jobs: (await listJobs(input)).jobs.slice(1, 4), more: false }),
  }),
});
export const StrangeNames = pageStory('/a/1/jobs', { answers: withStrangeNames });
export const Loading = pageStory('/a/1/jobs', { answers: { listJobs: never } });
export const Refused = pageStory('/a/1/jobs', { answers: { listJobs: refused } });
export const NobodyKnown = pageStory('/a/1/jobs', { answers: { getMe: refused } });
