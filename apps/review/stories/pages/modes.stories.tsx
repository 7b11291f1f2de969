import type { StoryObj } from '@storybook/react-vite';
import { compareAddress } from '../../made-up/addresses.ts';
import { pageShas } from '../../made-up/pages.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Ways to look' };

/** A change alone in its list: the pages compare the next one ahead, and some are large. */
function alone(
  story: typeof pageStory,
  variant: string,
  view: string,
  more = '',
  play?: StoryObj['play'],
) {
  return story(compareAddress(pageShas, `?t=changed&c=0&v=${view}${more}`), {
    ...(play && { play }),
    answers: ({ listChanges }) => ({
      async listChanges(input) {
        const all = await listChanges(input);
        const changes = all.changes.filter((change) => change.variant.includes(variant));
        return { total: changes.length, changes };
      },
    }),
  });
}

export const SideBySide = alone(pageStory, 'moved', 'sides');
export const Diff = alone(screenStory, 'moved', 'diff', '&r=1');
export const Swipe = alone(pageStory, 'moved', 'swipe');
export const Overlay = alone(pageStory, 'moved', 'overlay');
export const OnionSkin = alone(pageStory, 'moved', 'onion');
export const Blink = alone(pageStory, 'moved', 'blink');
export const ChangesOnly = alone(pageStory, 'two changes', 'changes');
export const AlignedRows = alone(screenStory, 'moved', 'rows');
/** To be looked at only: comparing it takes too long on a machine that does other things as well. */
export const OnePixelIn30000 = {
  ...alone(pageStory, 'one pixel', 'diff', '&r=2'),
  parameters: { happo: false },
};
export const Wider = alone(pageStory, 'wider', 'sides');
export const Transparent = alone(pageStory, 'transparent', 'sides');
export const WithPins = alone(screenStory, 'moved', 'sides', '', async ({ canvas, userEvent }) => {
  await canvas.findAllByRole('button', { name: /^Comment 1,/ });
  await userEvent.keyboard('c');
  await canvas.findByText('Who asked for this part?');
});
export const FromCloseBy = alone(pageStory, 'transparent', 'sides', '&z=16');
