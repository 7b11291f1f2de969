import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boxOf, type ClientProject, configuration, type Look } from './project.ts';

/** The client's library for examples, a module, as the plain script that a package's page loads. */
export async function readCustomLibrary(file: string | URL): Promise<string> {
  const source = await readFile(file, 'utf8');
  return source.replace(/^export \{[^}]*\};?$/m, '');
}

/** Examples registered by a script of the customer. Needs `happo` in the folder. */
export async function writeCustomProject(folder: string, look: Look): Promise<ClientProject> {
  const library = await readCustomLibrary(join(folder, 'node_modules/happo/dist/custom/index.js'));
  const script = `${library}
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
