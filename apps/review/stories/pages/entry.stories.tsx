import { connectAddress } from '../../made-up/addresses.ts';
import { pageStory, screenStory } from '../page-story.tsx';

export default { title: 'Pages/Entry' };

export const SignIn = screenStory('/sign-in');
export const WrongPassword = pageStory('/sign-in', {
  async play({ canvas, userEvent }) {
    await userEvent.type(await canvas.findByLabelText('E-mail'), 'ada@example.com');
    await userEvent.type(canvas.getByLabelText('Password'), 'guessed');
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }));
  },
});
export const Welcome = screenStory('/welcome');
export const ConnectAssistant = pageStory(connectAddress);
export const UnknownProgram = pageStory('/connect-assistant?client_id=nobody');
export const UnknownAddress = pageStory('/nowhere');
export const NotInThisRelease = pageStory('/webhooks');
