/**
 * Import rules, checked on the code as it is:
 *  - a workspace imports only the workspaces the table allows, and only through their entry points;
 *  - nothing imports a program, and nothing under `src` imports `testing`;
 *  - every package imported is declared by the workspace that imports it, or in the folder of the file;
 *  - no circles between files, types included;
 *  - no file imports the index of its own folder;
 *  - each program reads the environment in one file, packages never.
 */
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';

const allowed: Record<string, string[]> = {
  'apps/twinlens': ['contract'],
  'apps/server': ['contract', 'visual-tests', 'image-diff', 'telemetry'],
  'apps/worker': ['contract', 'browser', 'image-diff', 'telemetry'],
  'apps/edge': ['contract'],
  'apps/review': ['contract', 'accessibility-diff', 'image-diff'],
  'apps/status': ['contract', 'telemetry'],
  'packages/accessibility-diff': ['contract'],
  'packages/contract': [],
  'packages/visual-tests': ['contract', 'image-diff'],
  'packages/browser': [],
  'packages/image-diff': [],
  'packages/telemetry': [],
};

const problems: string[] = [];
const edges = new Map<string, string[]>();
const environmentReaders = new Map<string, Set<string>>();

const files = globSync('{apps,packages,testing,examples,bench,deploy,drills}/**/*.{ts,tsx}', {
  exclude: (path) => /node_modules|\/dist$/.test(path),
}).filter((file) => !file.endsWith('.d.ts'));

function workspaceOf(file: string): string {
  const [top = '', name = ''] = file.split('/');
  return top === 'apps' || top === 'packages' || top === 'examples' ? `${top}/${name}` : top;
}

function declaredFor(file: string): Set<string> {
  const declared = new Set<string>();
  for (const folder of [workspaceOf(file), dirname(file), '.']) {
    const path = normalize(`${folder}/package.json`);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      continue;
    }
    const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    const groups =
      path === 'package.json'
        ? ['devDependencies']
        : ['dependencies', 'devDependencies', 'optionalDependencies'];
    for (const group of groups) {
      for (const name of Object.keys(manifest[group] ?? {})) declared.add(name);
    }
  }
  return declared;
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function checkPackageImport(file: string, specifier: string): void {
  const workspace = workspaceOf(file);
  const inSource = file.includes('/src/');
  const own = /^@twinlens\/([^/]+)/.exec(specifier)?.[1];
  if (own !== undefined) {
    if (own === 'testing') {
      if (inSource) problems.push(`${file}: code under src imports testing`);
    } else if (`packages/${own}` === workspace) {
      problems.push(`${file}: imports its own package's entry, use a relative path`);
    } else if (!(`packages/${own}` in allowed)) {
      problems.push(`${file}: imports ${specifier}, a program or unknown package`);
    } else if (inSource && workspace in allowed && !allowed[workspace]?.includes(own)) {
      problems.push(`${file}: ${workspace} may not import ${own}`);
    }
  }
  const name = packageName(specifier);
  if (specifier.startsWith('node:') || builtinModules.includes(name)) return;
  if (!declaredFor(file).has(name))
    problems.push(`${file}: ${name} is not declared by ${workspace}`);
}

function checkRelativeImport(file: string, specifier: string): void {
  const path = specifier.split('?')[0] ?? specifier;
  const target = normalize(`${dirname(file)}/${path}`);
  if (workspaceOf(target) !== workspaceOf(file)) {
    problems.push(`${file}: reaches into ${workspaceOf(target)} by path (${specifier})`);
  }
  if (/^\.\/index\.tsx?$/.test(path)) problems.push(`${file}: imports the index of its own folder`);
  edges.get(file)?.push(target);
}

for (const file of files) {
  edges.set(file, []);
  const source = readFileSync(file, 'utf8');
  const { module } = parseSync(file, source);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((e) => (e.moduleRequest ? [e.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap((entry) => {
      const text = source.slice(entry.moduleRequest.start, entry.moduleRequest.end);
      return /^['"]/.test(text) ? [text.slice(1, -1)] : [];
    }),
  ];
  for (const specifier of new Set(specifiers)) {
    if (specifier.startsWith('.')) checkRelativeImport(file, specifier);
    else checkPackageImport(file, specifier);
  }
  if (/\bprocess\.env\b/.test(source) && /^(apps|packages)\/[^/]+\/src\//.test(file)) {
    const workspace = workspaceOf(file);
    const readers = environmentReaders.get(workspace) ?? new Set();
    environmentReaders.set(workspace, readers.add(file));
  }
}

for (const [workspace, readers] of environmentReaders) {
  if (workspace.startsWith('packages/') || readers.size > 1) {
    problems.push(`${workspace}: reads the environment in ${[...readers].join(', ')}`);
  }
}

/** Depth-first search; reports each circle once, from its alphabetically first file. */
const state = new Map<string, 'open' | 'closed'>();
function visit(file: string, path: string[]): void {
  state.set(file, 'open');
  for (const next of edges.get(file) ?? []) {
    if (state.get(next) === 'open') {
      problems.push(`circle: ${[...path.slice(path.indexOf(next)), next].join(' -> ')}`);
    } else if (!state.has(next) && edges.has(next)) {
      visit(next, [...path, next]);
    }
  }
  state.set(file, 'closed');
}
for (const file of [...files].sort()) if (!state.has(file)) visit(file, [file]);

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
