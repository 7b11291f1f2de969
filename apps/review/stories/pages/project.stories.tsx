import { withStrangeNames } from '../../made-up/strange-names.ts';
import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Project' };

export const Projects = screenStory('/a/1/projects');
export const Dashboard = screenStory('/a/1/p/1');
export const FewRuns = pageStory('/a/1/p/1', {
  answers: ({ listRuns }) => ({
    async listRuns(input) {
      const { runs, ...rest } = await listRuns(input);
      return { ...rest, runs: runs.slice(0, 2), more: false };
    },
  }),
});
export const NoRuns = pageStory('/a/1/p/1', {
  answers: ({ listRuns }) => ({
    listRuns: async (input) => ({ ...(await listRuns(input)), runs: [], more: false }),
  }),
});
export const RunsLoading = pageStory('/a/1/p/1', { answers: { listRuns: never } });
export const Components = screenStory('/a/1/p/1/components');
export const ComponentsOfNoMatch = pageStory('/a/1/p/1/components?q=nothing+like+this');
export const ComponentsWithStrangeNames = pageStory('/a/1/p/1/components', {
  answers: withStrangeNames,
});
export const Component = screenStory('/a/1/p/1/component?component=Avatar%2F002');
export const ComponentNotThere = pageStory('/a/1/p/1/component?component=Gone');
