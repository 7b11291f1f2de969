/**
 * Makes `docs/gallery.md` of the pictures the conventions of a capture are tested by. Run it when one of
 * them has changed: `npm run gallery`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conventions } from '../apps/worker/test/conventions.ts';
import { startTestWorker } from '../apps/worker/test/worker-fixture.ts';

const folder = join(import.meta.dirname, '..', 'docs');
const pictures = join(folder, 'gallery');

const fileOf = (name: string) =>
  `${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}.png`;

await rm(pictures, { recursive: true, force: true });
await mkdir(pictures);
const { server, stop } = await startTestWorker();
const parts: string[] = [];
for (const { name, says, work, size } of conventions) {
  const [snapshot] = (await server.capture(work)).snapshots;
  const png = server.images.get(snapshot?.image.hash ?? '');
  if (!png) throw new Error(`${name} has no picture`);
  await writeFile(join(pictures, fileOf(name)), png);
  parts.push(`## ${name}\n\n${says} (${size})\n\n![${name}](gallery/${fileOf(name)})\n`);
}
await stop();
const head = `# What captures show

The pictures by which \`apps/worker/test/conventions.engines.test.ts\` checks the conventions, one page each in
\`apps/worker/test/conventions.ts\`. Made by \`npm run gallery\`.
`;
await writeFile(join(folder, 'gallery.md'), [head, ...parts].join('\n'));
