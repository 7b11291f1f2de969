import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Captures' };

export const ReportInTheMaking = screenStory('/a/1/async-reports/301');
export const ReportNotThere = pageStory('/a/1/async-reports/5');
export const ReportLoading = pageStory('/a/1/async-reports/301', {
  answers: { getAsyncReport: never },
});
export const CaptureThatFailed = screenStory('/a/1/snap-requests/506');
export const CaptureThatIsDone = pageStory('/a/1/snap-requests/501');
