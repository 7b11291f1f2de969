import type { StorybookConfig } from '@storybook/react-vite';

/** Some of the files only, where a run is to be short. */
const pattern = process.env.TWINLENS_STORIES ?? '**/*';

const config: StorybookConfig = {
  framework: {
    name: '@storybook/react-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: [`../stories/${pattern}.stories.tsx`],
  addons: ['happo/storybook/preset'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  // Prop tables need every file parsed a second time, and nothing here shows them.
  typescript: { reactDocgen: false },
};

export default config;
