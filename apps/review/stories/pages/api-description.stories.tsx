import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/API' };

export const Filtered = screenStory('/docs/api?q=thread');
export const NoMatch = pageStory('/docs/api?q=nothing+like+this');
export const Loading = pageStory('/docs/api', { answers: { describeApi: never } });
