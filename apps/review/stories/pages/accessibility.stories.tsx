import { accessibilityShas } from '../../made-up/accessibility.ts';
import { compareAddress, reportAddress } from '../../made-up/addresses.ts';
import { never } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Accessibility' };

const at = (search: string) => compareAddress(accessibilityShas, search);

export const Violations = screenStory(at('?t=changed&c=1'));
export const OnlyTheTree = pageStory(at('?t=changed&c=0'));
export const Added = pageStory(at('?t=added&c=0'));
export const Deleted = pageStory(at('?t=deleted&c=0'));
export const Unchanged = pageStory(at('?t=unchanged&c=0'));
export const Unstable = pageStory(at('?t=unstable&c=0'));
export const Report = pageStory(reportAddress(accessibilityShas.after));
export const ResultLoading = pageStory(at('?t=changed&c=1'), {
  answers: { getAccessibilityResult: never },
});
