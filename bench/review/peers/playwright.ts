/** Playwright's HTML report, of a test for every snapshot that attaches what its screenshots do. */
import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { anyPicture, type MakeReport, type OpenPeer } from './open-peer.ts';
import type { FilePair } from './pictures.ts';

const modules = `${import.meta.dirname}/node_modules`;

const spec = `
  const { test } = require('@playwright/test');
  const files = require('./files.json');
  for (const { name, isChanged, before, after } of files) {
    test(name, async ({}, info) => {
      if (!isChanged) return;
      await info.attach(name + '-expected.png', { path: before, contentType: 'image/png' });
      await info.attach(name + '-actual.png', { path: after, contentType: 'image/png' });
      await info.attach(name + '-diff.png', { path: after, contentType: 'image/png' });
      throw new Error('the screenshots differ');
    });
  }`;

const config = `
  module.exports = {
    testDir: '.', outputDir: 'results', workers: 1,
    reporter: [['html', { outputFolder: 'playwright', open: 'never' }]],
  };`;

export async function makePlaywrightReport(
  { folder, origin, size }: MakeReport,
  files: FilePair[],
): Promise<OpenPeer> {
  await symlink(modules, join(folder, 'node_modules'));
  await writeFile(join(folder, 'files.json'), JSON.stringify(files));
  await writeFile(join(folder, 'all.spec.cjs'), spec);
  await writeFile(join(folder, 'playwright.config.cjs'), config);
  // It ends with an error, as tests fail.
  await promisify(execFile)(
    process.execPath,
    [`${modules}/@playwright/test/cli.js`, 'test', '-c', 'playwright.config.cjs'],
    {
      cwd: folder,
      maxBuffer: 1 << 28,
    },
  ).catch(() => {});
  return {
    name: 'Playwright',
    size,
    input: {
      url: `${origin}/playwright/index.html`,
      isThere: anyPicture,
      leadThere: clickFirstFailure,
    },
  };
}

/** To those that failed, unfolds their file where there are many, and to the page of the first. */
async function clickFirstFailure(page: Page): Promise<void> {
  await page.locator('a[href*="s%3Afailed"]').click();
  const test = page.locator('a[href*="testId="]').first();
  const file = page.locator('.chip-header').first();
  await test.or(file).first().waitFor();
  if (!(await test.isVisible())) await file.click();
  await test.click();
}
