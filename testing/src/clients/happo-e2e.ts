/** The wrapper `happo-e2e` and the packages that record under it, as before version 6. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { clientEnvironment } from '../happo.ts';
import { runProgram } from '../run-program.ts';
import { configureCypress, cypressCommand, cypressEnvironment, cypressSpec } from './cypress.ts';
import { legacyConfiguration } from './legacy-configuration.ts';
import { configurePlaywright, playwrightCommand, playwrightSpec } from './playwright.ts';
import type { ClientProject, Look } from './project.ts';
import { clientDeadlineMs, type Row } from './row.ts';
import { boxSite, writeSite } from './site.ts';
import { solidPng } from './solid-png.ts';
import { playwright } from './version-6.ts';

const run: Row['run'] = async ({ folder, args, env }, { before, after }, twinlens) => {
  const wrapper = join(folder, 'node_modules/happo-e2e/bin/happo-e2e.js');
  const port = String(await freePort());
  return runProgram(process.execPath, [wrapper, '--port', port, ...args], {
    cwd: folder,
    env: {
      ...clientEnvironment(folder, twinlens),
      HAPPO_PREVIOUS_SHA: before,
      HAPPO_CURRENT_SHA: after,
      ...env,
    },
    timeoutMs: clientDeadlineMs,
  });
};

async function writePlaywright(folder: string, look: Look): Promise<ClientProject> {
  await writeSite(folder, boxSite(look.color));
  await configurePlaywright(folder, look.browser);
  await writeFile(join(folder, 'box.spec.mjs'), playwrightSpec('happo-playwright'));
  await writeFile(join(folder, '.happo.js'), legacyConfiguration());
  // Playwright takes the variable against the newer clients' crash reports for a wrong runner.
  return { folder, args: playwrightCommand(), env: { JEST_WORKER_ID: '' } };
}

async function writeCypress(folder: string, look: Look): Promise<ClientProject> {
  const recorder = { support: 'happo-cypress', task: 'happo-cypress/task.js' };
  await writeSite(folder, boxSite(look.color));
  await configureCypress(folder, { box: cypressSpec }, '', recorder);
  await writeFile(join(folder, '.happo.js'), legacyConfiguration());
  return { folder, args: cypressCommand, env: cypressEnvironment(look.browser) };
}

/** What Cypress does with the plugin when the pictures are its own, without Cypress. */
const screenshots = `const { register } = require('happo-cypress/task');

const handlers = {};
register((name, handler) => { handlers[name] = handler; });

async function run() {
  await handlers['before:spec']();
  for (const component of ['Box', 'Still']) {
    const target = 'electron-400x300';
    handlers.task.happoRegisterLocalSnapshot({ imageId: component, component, variant: 'default', target });
    const dimensions = { width: 120, height: 60 };
    await handlers['after:screenshot']({ name: component, path: component + '.png', dimensions });
  }
  await handlers['after:spec']();
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

async function writeScreenshots(folder: string, look: Look): Promise<ClientProject> {
  await writeFile(join(folder, 'Box.png'), solidPng(look.color));
  await writeFile(join(folder, 'Still.png'), solidPng('#808080'));
  await writeFile(join(folder, 'screenshots.cjs'), screenshots);
  await writeFile(join(folder, '.happo.js'), legacyConfiguration());
  return { folder, args: ['--', process.execPath, 'screenshots.cjs'] };
}

interface Versions {
  e2e: string;
  happoIo: string;
  happoPlaywright: string;
  happoCypress: string;
}

/** The rows of one version of `happo-e2e`, with the recorders made for it. */
export function rowsOfHappoE2e({ e2e, happoIo, happoPlaywright, happoCypress }: Versions): Row[] {
  const client = `happo-e2e ${e2e}`;
  const wrapper = {
    'happo-e2e': e2e,
    'happo.io': happoIo,
    'babel-loader': '9.2.1',
    webpack: '5.112.2',
  };
  return [
    {
      client,
      integration: `playwright ${playwright}, happo-playwright ${happoPlaywright}`,
      dependencies: {
        ...wrapper,
        'happo-playwright': happoPlaywright,
        '@playwright/test': playwright,
      },
      write: writePlaywright,
      run,
      snapshots: ['Box default chrome', 'Still default chrome'],
    },
    {
      client,
      integration: `cypress (stand-in), happo-cypress ${happoCypress}`,
      dependencies: { ...wrapper, 'happo-cypress': happoCypress },
      write: writeCypress,
      run,
      snapshots: ['Box default chrome', 'Still default chrome'],
    },
    {
      client,
      integration: `screenshots of cypress, happo-cypress ${happoCypress}`,
      dependencies: { ...wrapper, 'happo-cypress': happoCypress },
      write: writeScreenshots,
      run,
      snapshots: ['Box default electron-400x300', 'Still default electron-400x300'],
    },
  ];
}
