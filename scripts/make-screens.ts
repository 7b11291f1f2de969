/**
 * Makes `docs/screens.md` and its pictures: every page of Twinlens on made-up data, as it is on desktops
 * and phones, light and dark. A worker captures them as it captures everything, so that they are the
 * same bytes each time. Run it when a page looks different: `npm run screens`.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { makeZip } from '../apps/worker/test/archives.ts';
import { startTestWorker } from '../apps/worker/test/worker-fixture.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const pictures = join(docs, 'screens');

const desktop = { width: 1280, height: 844 };
const phone = { width: 390, height: 844 };

/** Colours of a picture: enough for text and flat areas to look as they do. */
const colours = 128;

/** Stories name them to be shown here: `apps/review/stories/page-story.tsx`. */
const targets = [
  { name: 'desktop-light', scheme: 'light', ...desktop },
  { name: 'desktop-dark', scheme: 'dark', ...desktop },
  { name: 'phone-light', scheme: 'light', ...phone },
  { name: 'phone-dark', scheme: 'dark', ...phone },
] as const;

async function buildStorybook(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-screens-'));
  try {
    const program = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
    await promisify(execFile)(
      process.execPath,
      [program, 'build', '--quiet', '--output-dir', folder],
      {
        cwd: join(root, 'apps/review'),
        env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1', TWINLENS_STORIES: 'pages/*' },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted();
    return makeZip(
      await Promise.all(
        paths.map(async (path) => ({
          name: path.slice(folder.length + 1),
          content: await readFile(path),
        })),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `Ways to look, Side By Side` of `Pages/Ways to look` and `Side By Side`. */
const titleOf = (component: string, variant: string) =>
  `${component.replace('Pages/', '')}, ${variant.toLowerCase()}`;

const fileOf = (title: string, target: string) =>
  `${`${title} ${target}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`;

console.log('Building the Storybook.');
const storybook = await buildStorybook();
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures);
const { server, stop } = await startTestWorker();
const titles = new Set<string>();
let bytes = 0;
for (const { name, scheme, width, height } of targets) {
  console.log(`Capturing ${name}.`);
  const { snapshots } = await server.capture({
    payload: {
      viewport: `${width}x${height}`,
      maxHeight: height,
      maxWidth: width,
      prefersColorScheme: scheme,
      prefersReducedMotion: true,
      staticPackage: 'screens.zip',
    },
    package: storybook,
    targetName: `screen-${name}`,
  });
  for (const { component, variant, image } of snapshots) {
    const png = server.images.get(image.hash);
    if (png === undefined) throw new Error(`${component}, ${variant} has no picture`);
    const title = titleOf(component, variant);
    const small = await sharp(png).png({ palette: true, colours, effort: 10 }).toBuffer();
    await writeFile(join(pictures, fileOf(title, name)), small);
    titles.add(title);
    bytes += small.length;
  }
}
await stop();

const head = `# Every page

On made-up data, each from the top of the page: desktops of ${desktop.width} and phones of ${phone.width} pixels, light
and dark. Every state of every page is a story in \`apps/review/stories\`; \`npm run storybook\` shows them.
Made by \`npm run screens\`.
`;
const row = (title: string, names: string[]) =>
  `| ${names.map((name) => `![${title}, ${name}](screens/${fileOf(title, name)})`).join(' | ')} |`;
const parts = [...titles].toSorted().map(
  (title) => `## ${title}

| light | dark |
| --- | --- |
${row(title, ['desktop-light', 'desktop-dark'])}
${row(title, ['phone-light', 'phone-dark'])}
`,
);
const page = join(docs, 'screens.md');
await writeFile(page, [head, ...parts].join('\n'));
await promisify(execFile)('node_modules/.bin/biome', ['format', '--write', page], { cwd: root });
console.log(`${titles.size} pages, ${(bytes / 1e6).toFixed(1)} MB.`);
