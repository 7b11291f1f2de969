import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ClientProject, configuration, type Look } from './project.ts';
import { boxSite, writeSite } from './site.ts';

const standIn = resolve(import.meta.dirname, 'cypress-stand-in.ts');

export const cypressSpec = `for (const component of ['Box', 'Still']) {
  it(component, () => {
    cy.visit(\`/\${component.toLowerCase()}.html\`);
    cy.get('div').happoScreenshot({ component, variant: 'default' });
  });
}
`;

/** What `cypress run` is called with, or rather what stands in for it. */
export const cypressCommand = ['--', process.execPath, standIn];

/** The browser the specs run in. */
export const cypressEnvironment = (browser: Look['browser']) => ({
  STAND_IN_BROWSER: JSON.stringify(browser ?? {}),
});

/** The modules of a client for Cypress: its commands, and its tasks. */
interface Recorder {
  support: string;
  task: string;
}

const version6: Recorder = { support: 'happo/cypress', task: 'happo/cypress/task' };

/**
 * Cypress's configuration, and its specs by name.
 * @param more Options of Cypress's `e2e`, as JavaScript between the braces of an object.
 */
export async function configureCypress(
  folder: string,
  specs: Record<string, string>,
  more = '',
  recorder = version6,
): Promise<void> {
  const files = {
    'cypress.config.mjs': `import happoTask from '${recorder.task}';
import { serveSite } from './serve-site.mjs';

export default {
  e2e: {
    specPattern: 'cypress/e2e/*.cy.js',
    supportFile: 'cypress/support/e2e.js',
    async setupNodeEvents(on, config) {
      happoTask.register(on);
      return { ...config, baseUrl: (await serveSite()).url };
    },
    ${more}
  },
};
`,
    'cypress/support/e2e.js': `import '${recorder.support}';\n`,
    ...Object.fromEntries(
      Object.entries(specs).map(([name, code]) => [`cypress/e2e/${name}.cy.js`, code]),
    ),
  };
  await mkdir(join(folder, 'cypress/e2e'), { recursive: true });
  await mkdir(join(folder, 'cypress/support'), { recursive: true });
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
}

/** Needs `happo` in the folder. */
export async function writeCypressProject(folder: string, look: Look): Promise<ClientProject> {
  await writeSite(folder, boxSite(look.color));
  await configureCypress(folder, { box: cypressSpec });
  await writeFile(join(folder, 'happo.config.mjs'), configuration(`{ type: 'cypress' }`));
  return { folder, args: cypressCommand, env: cypressEnvironment(look.browser) };
}
