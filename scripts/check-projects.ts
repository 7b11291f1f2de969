/** Every TypeScript file belongs to exactly one project, so that it is checked for the runtime it runs in. */
import { execFileSync } from 'node:child_process';
import { globSync, readdirSync } from 'node:fs';
import { normalize } from 'node:path';

/** AssemblyScript, whose own compiler checks it: `npm run build:kernel`. */
const otherLanguages = /node_modules|\/dist$|image-diff\/assembly/;

const owners = new Map<string, string[]>();
for (const file of globSync(
  '{apps,packages,testing,examples,scripts,bench,deploy,drills}/**/*.{ts,tsx}',
  {
    exclude: (path) => otherLanguages.test(path),
  },
)) {
  owners.set(file, []);
}

for (const project of readdirSync('.').filter((name) => /^tsconfig\.\w+\.json$/.test(name))) {
  if (project === 'tsconfig.base.json') continue;
  const shown = execFileSync('node_modules/.bin/tsc', ['--showConfig', '-p', project], {
    encoding: 'utf8',
  });
  const { files } = JSON.parse(shown) as { files?: string[] };
  for (const file of files ?? []) owners.get(normalize(file))?.push(project);
}

const problems = [...owners].flatMap(([file, projects]) =>
  projects.length === 1 ? [] : [`${file}: in ${projects.join(' and ') || 'no TypeScript project'}`],
);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
