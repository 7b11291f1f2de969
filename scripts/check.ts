/**
 * The static checks, all of them, side by side: format and lint, types per runtime, import rules,
 * paths cited in docs. Needs no database and no browser.
 */
import { spawn } from 'node:child_process';

interface Check {
  name: string;
  command: string;
  args: string[];
}

const checks: Check[] = [
  {
    name: 'format and lint',
    command: 'biome',
    args: ['ci', '--colors=off', '--error-on-warnings', '.'],
  },
  { name: 'types: node', command: 'tsc', args: ['-p', 'tsconfig.node.json'] },
  { name: 'types: in page', command: 'tsc', args: ['-p', 'tsconfig.page.json'] },
  { name: 'types: review', command: 'tsc', args: ['-p', 'tsconfig.review.json'] },
  { name: 'types: examples', command: 'tsc', args: ['-p', 'tsconfig.examples.json'] },
  { name: 'imports', command: 'node', args: ['scripts/check-imports.ts'] },
  { name: 'projects', command: 'node', args: ['scripts/check-projects.ts'] },
  { name: 'kernel', command: 'node', args: ['scripts/build-kernel.ts', '--check'] },
  { name: 'docs', command: 'node', args: ['scripts/check-docs.ts'] },
];

function run({ name, command, args }: Check): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${command}`, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
      if (code !== 0) console.log(output);
      resolve(code === 0);
    });
  });
}

const started = Date.now();
const results = await Promise.all(checks.map(run));
console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(results.every(Boolean) ? 0 : 1);
