import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageHost } from './page-host.ts';
import { type ClientProject, configuration, type Look } from './project.ts';

/** Pages by address; the worker has to be allowed to open the host. */
export async function writePagesProject(
  folder: string,
  look: Look,
  { pageOf }: PageHost,
): Promise<ClientProject> {
  const pages = JSON.stringify([
    { title: 'Box', url: pageOf(look.color) },
    { title: 'Still', url: pageOf('#808080') },
  ]);
  const config = configuration(`{ type: 'pages', pages: ${pages} }`);
  await writeFile(join(folder, 'happo.config.mjs'), config);
  return { folder, args: [] };
}
