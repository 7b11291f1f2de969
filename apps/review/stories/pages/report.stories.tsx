import { reportAddress } from '../../made-up/addresses.ts';
import { reviewShas } from '../../made-up/records.ts';
import { withStrangeNames } from '../../made-up/strange-names.ts';
import { never, withoutPictures } from '../answers.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Report' };

const at = (more = '') => reportAddress(reviewShas.after, more);

export const Everything = screenStory(at());
export const CarriedOver = pageStory(at('&o=carried-over'));
export const Copied = pageStory(at('&o=copied'));
export const NoMatch = pageStory(at('&q=nothing+like+this'));
export const StrangeNames = pageStory(at(), { answers: withStrangeNames });
export const PicturesGone = pageStory(at(), { answers: withoutPictures });
export const Loading = pageStory(at(), { answers: { getReport: never } });
