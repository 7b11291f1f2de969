import { join } from 'node:path';
import { clientEnvironment } from '../happo.ts';
import { runProgram } from '../run-program.ts';
import { writeCustomProject } from './custom.ts';
import { writeCypressProject } from './cypress.ts';
import { writePagesProject } from './pages.ts';
import { writePlaywrightProject } from './playwright.ts';
import { clientDeadlineMs, type Row } from './row.ts';
import { writeStorybookProject } from './storybook.ts';

const snapshots = ['Box default chrome', 'Still default chrome'];

const run: Row['run'] = ({ folder, args, env }, { before, after }, twinlens) => {
  const client = join(folder, 'node_modules/happo/dist/cli/main.js');
  const shas = ['--beforeSha', before, '--afterSha', after];
  return runProgram(process.execPath, [client, ...shas, ...args], {
    cwd: folder,
    env: { ...clientEnvironment(folder, twinlens), ...env },
    timeoutMs: clientDeadlineMs,
  });
};

/**
 * The wrapper of 6.3 asks for a comparison of a commit with itself and then fails, so its first
 * commit has another one before it: the one GitHub names for the first push of a branch.
 */
const runAfterAnother: Row['run'] = (project, { before, after }, twinlens) =>
  run(project, { before: before === after ? '0'.repeat(40) : before, after }, twinlens);

/** Each with the newest of its major versions, and a Vite and React it was made for. */
export const storybooks = {
  8: storybookOf('8.6.19', { vite: '6.4.6', react: '18.3.1', 'react-dom': '18.3.1' }),
  9: storybookOf('9.1.21', { vite: '7.3.8', react: '19.3.1', 'react-dom': '19.3.1' }),
  10: storybookOf('10.6.7', { vite: '8.3.8', react: '19.3.1', 'react-dom': '19.3.1' }),
};

function storybookOf(version: string, others: Record<string, string>): Record<string, string> {
  return { storybook: version, '@storybook/react-vite': version, ...others };
}

export const playwright = '1.65.1';

/** The rows of one version of the `happo` package. */
export function rowsOfVersion6(version: string): Row[] {
  const row = { client: `happo ${version}`, run, snapshots };
  const happo = { happo: version };
  return [
    ...Object.values(storybooks).map((storybook) => ({
      ...row,
      integration: `storybook ${storybook.storybook}`,
      dependencies: { ...happo, ...storybook },
      write: writeStorybookProject,
    })),
    { ...row, integration: 'custom', dependencies: happo, write: writeCustomProject },
    { ...row, integration: 'pages', dependencies: happo, write: writePagesProject },
    {
      ...row,
      integration: `playwright ${playwright}`,
      dependencies: { ...happo, '@playwright/test': playwright },
      write: writePlaywrightProject,
      run: runAfterAnother,
    },
    {
      ...row,
      integration: 'cypress (stand-in)',
      dependencies: happo,
      write: writeCypressProject,
      run: runAfterAnother,
    },
  ];
}
