import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Job' };

export const SeveralProjects = screenStory('/a/1/jobs/800');
export const OneProject = pageStory('/a/1/jobs/930');
export const Announced = pageStory('/a/1/jobs/801');
export const Running = pageStory('/a/1/jobs/931');
export const Expired = pageStory('/a/1/jobs/926');
export const Loading = pageStory('/a/1/jobs/800', { answers: { getJob: never } });
export const NotThere = pageStory('/a/1/jobs/5');
