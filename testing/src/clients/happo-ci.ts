/** The `happo.io` package, run by its `happo-ci` as builds ran it before version 6. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientEnvironment } from '../happo.ts';
import { runProgram } from '../run-program.ts';
import { legacyConfiguration } from './legacy-configuration.ts';
import type { ClientProject, Look } from './project.ts';
import { clientDeadlineMs, type Row } from './row.ts';
import { writeStories } from './storybook.ts';
import { storybooks } from './version-6.ts';

const snapshots = ['Box default chrome', 'Still default chrome'];

/** What its examples are built with. */
const builders = {
  'babel-loader': '9.2.1',
  '@babel/core': '7.29.13',
  webpack: '5.112.2',
  react: '18.3.1',
  'react-dom': '18.3.1',
};

const run: Row['run'] = ({ folder, args, env }, { before, after }, twinlens) =>
  runProgram(join(folder, 'node_modules/.bin/happo-ci'), args, {
    cwd: folder,
    env: {
      ...clientEnvironment(folder, twinlens),
      PREVIOUS_SHA: before,
      CURRENT_SHA: after,
      CHANGE_URL: 'https://git.example.org/library/pull/1',
      // The packages are there already, at every commit.
      INSTALL_CMD: 'true',
      ...env,
    },
    timeoutMs: clientDeadlineMs,
  });

/** Components drawn by example files, bundled by the client with webpack. */
function writeExamples(configuration: string, env: Record<string, string>) {
  return async (folder: string, look: Look): Promise<ClientProject> => {
    await mkdir(join(folder, 'examples'), { recursive: true });
    await writeFile(join(folder, 'examples/Box-happo.jsx'), exampleOf(look.color));
    await writeFile(join(folder, 'examples/Still-happo.jsx'), exampleOf('#808080'));
    const include = `include: 'examples/*-happo.jsx',`;
    await writeFile(
      join(folder, '.happo.js'),
      legacyConfiguration(`${include}\n  ${configuration}`),
    );
    return { folder, args: [], env };
  };
}

const exampleOf = (background: string) => `import React from 'react';

const style = { width: 120, height: 60, background: '${background}' };

export default () => <div style={style} />;
`;

async function writePluginStorybook(folder: string, look: Look): Promise<ClientProject> {
  await writeStories(folder, look, 'happo-plugin-storybook');
  await writeFile(
    join(folder, '.happo.js'),
    legacyConfiguration(`plugins: [require('happo-plugin-storybook')()],`),
  );
  return { folder, args: [] };
}

const writePages: Row['write'] = async (folder, look, { pageOf }) => {
  const pages = JSON.stringify([
    { title: 'Box', url: pageOf(look.color) },
    { title: 'Still', url: pageOf('#808080') },
  ]);
  await writeFile(join(folder, '.happo.js'), legacyConfiguration(`pages: ${pages},`));
  return { folder, args: [] };
};

const sync = { HAPPO_IS_ASYNC: 'false' };

/** The rows of one version of the `happo.io` package. */
export function rowsOfHappoIo(version: string): Row[] {
  const client = `happo.io ${version}`;
  const dependencies = { 'happo.io': version, ...builders };
  const examples = (
    integration: string,
    configuration = '',
    env: Record<string, string> = {},
  ): Row => ({
    client,
    integration: `examples${integration}`,
    dependencies,
    write: writeExamples(configuration, env),
    run,
    snapshots,
  });
  return [
    examples(''),
    examples(', signed upload', '', { HAPPO_SIGNED_URL: 'true' }),
    examples(', not prerendered', 'prerender: false,'),
    examples(', sync', '', sync),
    examples(', sync, not prerendered', 'prerender: false,', sync),
    {
      ...examples(', sync, threshold', 'compareThreshold: 0.05,', sync),
      colors: ['#d02020', '#d22020'],
      outcome: 'ignored',
    },
    { client, integration: 'pages', dependencies, write: writePages, run, snapshots },
  ];
}

/**
 * Those of the plugin for Storybook, with the client it is made for. It takes Storybook 10 for
 * version 1, and asks for no version where the command is given.
 */
export function rowsOfStorybookPlugin(version: string, happoIo: string): Row[] {
  const command = { HAPPO_STORYBOOK_BUILD_COMMAND: 'storybook build' };
  const row = (storybook: Record<string, string>, env: Record<string, string>, note = ''): Row => ({
    client: `happo.io ${happoIo}`,
    integration: `storybook ${storybook.storybook}${note}, happo-plugin-storybook ${version}`,
    dependencies: {
      'happo.io': happoIo,
      'happo-plugin-storybook': version,
      ...builders,
      ...storybook,
    },
    write: async (folder, look) => ({ ...(await writePluginStorybook(folder, look)), env }),
    run,
    snapshots,
  });
  return [
    row(storybooks[9], {}),
    row(storybooks[10], command, ' with HAPPO_STORYBOOK_BUILD_COMMAND'),
  ];
}
