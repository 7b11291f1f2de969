// The clock stands before anything else is loaded: made-up data has times when it is made.
import './fixed-clock.ts';
import 'happo/storybook/register';
import type { Preview } from '@storybook/react-vite';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import '../src/styles/controls.css';
import { applyTheme, themes } from '../src/theme/theme.ts';

const preview: Preview = {
  parameters: { layout: 'fullscreen' },
  globalTypes: {
    theme: {
      name: 'Colours',
      toolbar: { icon: 'contrast', items: [...themes], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'system' },
  decorators: [
    (Story, { globals }) => {
      applyTheme(themes.find((theme) => theme === globals.theme) ?? 'system');
      return (
        <div id="root">
          <Story />
        </div>
      );
    },
  ],
};

export default preview;
