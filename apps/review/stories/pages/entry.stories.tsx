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
export const UnknownAddress = pageStory('/nowhere');
export const NotInThisRelease = pageStory('/webhooks');
