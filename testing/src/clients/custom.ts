import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boxOf, type ClientProject, configuration, type Look } from './project.ts';

/** Examples registered by a script of the customer. Needs `happo` in the folder. */
export async function writeCustomProject(folder: string, look: Look): Promise<ClientProject> {
  // The client's library is a module, and the page of a custom package loads a plain script.
  const library = join(folder, 'node_modules/happo/dist/custom/index.js');
  const source = (await readFile(library, 'utf8')).replace(/^export \{[^}]*\};?$/m, '');
  const script = `${source}
happoStatic.init();
const draw = (html) => () => { document.body.innerHTML = html; };
for (const [component, html] of ${JSON.stringify([
    ['Box', boxOf(look.color)],
    ['Still', boxOf('#808080')],
  ])}) happoStatic.registerExample({ component, variant: 'default', render: draw(html) });
`;
  const build = `import { mkdir, writeFile } from 'node:fs/promises';

async function build() {
  await mkdir('out', { recursive: true });
  await writeFile('out/examples.js', ${JSON.stringify(script)});
  return { rootDir: 'out', entryPoint: 'examples.js' };
}
`;
  const config = `${build}\n${configuration(`{ type: 'custom', build }`)}`;
  await writeFile(join(folder, 'happo.config.mjs'), config);
  return { folder, args: [] };
}
