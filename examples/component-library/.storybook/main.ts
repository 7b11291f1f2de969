import type { StorybookConfig } from '@storybook/react-vite';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../src/*.stories.tsx'],
  addons: ['happo/storybook/preset'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  // Prop tables need every file parsed a second time, and nothing here shows them.
  typescript: { reactDocgen: false },
};

export default config;
