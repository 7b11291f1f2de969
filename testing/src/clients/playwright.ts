import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClientProject, configuration, type Look } from './project.ts';
import { boxSite, writeSite } from './site.ts';

/** @param recorder The package that has the client's `test`. */
export const playwrightSpec = (recorder: string) => `import { test } from '${recorder}';

for (const component of ['Box', 'Still']) {
  test(component, async ({ page, happoScreenshot }) => {
    await page.goto(\`\${process.env.SITE_URL}/\${component.toLowerCase()}.html\`);
    await happoScreenshot(page.locator('div'), { component, variant: 'default' });
  });
}
`;

/**
 * What Playwright needs to know in a project of ours.
 * @param more Options of Playwright, as JavaScript between the braces of an object.
 */
export async function configurePlaywright(
  folder: string,
  browser: Look['browser'],
  more = '',
): Promise<void> {
  const use = JSON.stringify({ browserName: 'chromium', launchOptions: browser ?? {} });
  await writeFile(
    join(folder, 'playwright.config.mjs'),
    `export default {
  testDir: '.',
  testMatch: '*.spec.mjs',
  globalSetup: './serve-site.mjs',
  reporter: 'line',
  use: ${use},
  ${more}
};
`,
  );
}

/** The command after `happo`'s options; with the tests' names or flags of Playwright after it. */
export const playwrightCommand = (...more: string[]) => [
  '--',
  process.execPath,
  'node_modules/@playwright/test/cli.js',
  'test',
  ...more,
];

/**
 * Playwright takes the variable by which the tests keep the client from reporting its crashes for a
 * wrong runner; this other one does the same to the client.
 */
export const playwrightEnvironment = { JEST_WORKER_ID: '', NODE_ENV: 'test' };

/** Needs `happo` and `@playwright/test` in the folder. */
export async function writePlaywrightProject(folder: string, look: Look): Promise<ClientProject> {
  await writeSite(folder, boxSite(look.color));
  await configurePlaywright(folder, look.browser);
  await writeFile(join(folder, 'box.spec.mjs'), playwrightSpec('happo/playwright'));
  await writeFile(join(folder, 'happo.config.mjs'), configuration(`{ type: 'playwright' }`));
  return { folder, args: playwrightCommand(), env: playwrightEnvironment };
}
