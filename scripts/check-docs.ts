/**
 * Every path and npm script a document cites exists. A path is inline code that starts with one of
 * the repository's top folders, or a relative Markdown link.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const documents = globSync(
  '{*.md,docs/**/*.md,apps/*/*.md,packages/*/*.md,testing/*.md,examples/*/*.md}',
);
const problems: string[] = [];

for (const document of documents) {
  const text = readFileSync(document, 'utf8');
  for (const [, code = ''] of text.matchAll(/`([^`\n]+)`/g)) {
    const path =
      /^((?:apps|packages|bench|drills|deploy|examples|docs|testing|scripts|ci|\.ci)\/[\w./@-]*)/.exec(
        code,
      )?.[1];
    if (path !== undefined && !/[*<{]/.test(code) && !existsSync(path)) {
      problems.push(`${document}: ${path} does not exist`);
    }
  }
  for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
    if (!(script in manifest.scripts))
      problems.push(`${document}: npm run ${script} does not exist`);
  }
  for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
    if (!existsSync(join(dirname(document), link))) {
      problems.push(`${document}: link ${link} leads nowhere`);
    }
  }
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
