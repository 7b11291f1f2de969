/**
 * Runs what holds in every engine on the bundled Chromium and on the installed Firefox and WebKitGTK, and
 * writes `docs/browsers.md`: `npm run test:engines`. With `--check` it fails where the page would differ.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type BrowserIdentity, BrowserMissingError, engineNames, engines } from '@twinlens/browser';
import { conventions } from '../apps/worker/test/conventions.ts';
import { attempts } from '../apps/worker/test/escapes/attempts.ts';
import { bombs } from '../apps/worker/test/escapes/bombs.ts';
import { escapeGaps, gaps } from '../apps/worker/test/gaps.ts';
import { type Column, page } from './browsers-page.ts';

const target = join(import.meta.dirname, '..', 'docs', 'browsers.md');

async function identify(): Promise<Column[]> {
  const options = {
    cache: join(tmpdir(), `twinlens-${userInfo().username}`),
    path: process.env.PATH ?? '',
  };
  const columns: Column[] = [];
  const missing: string[] = [];
  for (const name of engineNames) {
    const identity = await engines[name]
      .identify(options)
      .catch((error: unknown): BrowserIdentity | undefined => {
        if (!(error instanceof BrowserMissingError)) throw error;
        missing.push(error.message);
        return undefined;
      });
    const { capabilities } = engines[name];
    if (identity) {
      const { version } = identity;
      columns.push({ version, capabilities, gaps: gaps[name], escapeGaps: escapeGaps[name] });
    }
  }
  if (missing.length === 0) return columns;
  console.error(missing.join('\n'));
  process.exit(2);
}

function runTests(): Promise<number> {
  const args = ['run', '--config', 'vitest.engines.config.ts'];
  const child = spawn('node_modules/.bin/vitest', args, { stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Laid out as every page of the documents is. */
function laidOut(text: string): string {
  const args = ['format', '--stdin-file-path', 'docs/browsers.md'];
  return execFileSync('node_modules/.bin/biome', args, { input: text, encoding: 'utf8' });
}

const columns = await identify();
const code = await runTests();
// The list of gaps is true: the suite fails where it is not.
if (code !== 0) process.exit(code);
const names = [...Object.keys(attempts), ...Object.keys(bombs)];
const text = laidOut(page(columns, conventions, names));
if (process.argv.includes('--check')) {
  const there = await readFile(target, 'utf8').catch(() => '');
  if (there !== text) {
    console.error('docs/browsers.md differs from what was found: npm run test:engines writes it');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
