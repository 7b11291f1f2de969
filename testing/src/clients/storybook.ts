import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClientProject, configuration, type Look } from './project.ts';

/** Stories of two components; React with Vite. `plugin` is the package with the preset. */
export async function writeStories(folder: string, look: Look, plugin: string): Promise<void> {
  await mkdir(join(folder, '.storybook'), { recursive: true });
  await writeFile(
    join(folder, '.storybook/main.mjs'),
    `export default {
  framework: '@storybook/react-vite',
  stories: ['../*.stories.js'],
  addons: ['${plugin}/preset'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
};
`,
  );
  await writeFile(
    join(folder, '.storybook/preview.js'),
    `import '${plugin}/register';

export default { parameters: { layout: 'fullscreen' } };
`,
  );
  await writeFile(join(folder, 'box.stories.js'), storyOf('Box', look.color));
  await writeFile(join(folder, 'still.stories.js'), storyOf('Still', '#808080'));
}

const storyOf = (title: string, background: string) => `import { createElement } from 'react';

export default { title: '${title}' };

const style = { width: 120, height: 60, background: '${background}' };

export const Default = { name: 'default', render: () => createElement('div', { style }) };
`;

/** Needs `happo`, `storybook`, `@storybook/react-vite`, Vite and React in the folder. */
export async function writeStorybookProject(folder: string, look: Look): Promise<ClientProject> {
  await writeStories(folder, look, 'happo/storybook');
  await writeFile(join(folder, 'happo.config.mjs'), configuration(`{ type: 'storybook' }`));
  return { folder, args: [] };
}
