import { pairAddress } from '../../made-up/addresses.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Pair of snapshots' };

export const OfOneExample = screenStory(pairAddress(1, 2));
export const OfDifferentExamples = pageStory(pairAddress(1, 26));
export const OfTheSame = pageStory(pairAddress(1, 1));
export const OfAccessibility = pageStory(pairAddress(4217, 4218));
