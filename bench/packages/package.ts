/**
 * The packages whose capture is measured, in the form of the clients' custom integration: what cuts
 * them into chunks and hands out examples is the stock client's own code. The same bytes every time.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Zippable, zipSync } from 'fflate';
import type { Example, Kind } from './example.ts';
import { animations } from './kinds/animations.ts';
import { canvases } from './kinds/canvases.ts';
import { clocks } from './kinds/clocks.ts';
import { data, delayed } from './kinds/delayed.ts';
import { fonts } from './kinds/fonts.ts';
import { frame, iframes } from './kinds/iframes.ts';
import { drawings, images } from './kinds/images.ts';
import { small } from './kinds/small.ts';
import { tables } from './kinds/tables.ts';
import { tallPages } from './kinds/tall-pages.ts';
import { vectorGraphics } from './kinds/vector-graphics.ts';

/** `small`: 100 small components. `mixed`: those, and 200 examples of everything pages are made of. */
export type PackageName = 'small' | 'mixed';

const kinds: Record<PackageName, Kind[]> = {
  small: [small],
  mixed: [
    small,
    tables,
    tallPages,
    images,
    fonts,
    animations,
    vectorGraphics,
    canvases,
    clocks,
    delayed,
    iframes,
  ],
};

export interface BenchPackage {
  examples: Example[];
  /** By path without a leading slash, `iframe.html` among them. */
  files: ReadonlyMap<string, Buffer>;
  /** The files as the zip a client uploads. */
  zip: Buffer;
}

const imageFiles = [
  ...['photo-1.jpg', 'photo-1-small.jpg', 'photo-2.jpg', 'photo-2-small.jpg', 'photo-3.jpg'],
  ...['photo-4.jpg', 'hero.jpg', 'avatar-1.png', 'avatar-2.png', 'avatar-3.png', 'texture.png'],
  ...['window.png', 'spinner.gif', 'bars.gif'],
];

const { resolve } = createRequire(import.meta.url);
const fontFile = (style: string) =>
  resolve(`@fontsource-variable/figtree/files/figtree-latin-wght-${style}.woff2`);

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="styles.css"></head>
<body><div id="happo-root" data-happo-ignore="true"></div><script type="module" src="bundle.js"></script></body></html>
`;

const register = (example: Example) => `happo.registerExample({
  component: ${JSON.stringify(example.component)},
  variant: ${JSON.stringify(example.variant)},
  waitForContent: ${JSON.stringify(example.waitForContent)},
  async render() {
    root.innerHTML = ${JSON.stringify(example.html)};
${example.script ?? ''}
  },
});`;

const bundle = (examples: Example[]) => `import happo from './happo-custom.js';
const root = document.getElementById('happo-root');
${examples.map(register).join('\n')}
happo.init();
`;

/** The kinds spread evenly, as in a library sorted by name: chunks get about as much work each. */
function spread(list: Kind[]): Example[] {
  const placed = list.flatMap(({ examples }) =>
    examples.map((example, index) => ({ example, place: (index + 0.5) / examples.length })),
  );
  return placed.sort((a, b) => a.place - b.place).map(({ example }) => example);
}

/**
 * Puts a package together.
 * @param options.every One example of so many is in it; all without it.
 * @param options.onePerComponent Only the first variant of each component is in it.
 * @param options.reversed The last example comes first.
 */
export function makePackage(
  name: PackageName,
  options: { every?: number; onePerComponent?: boolean; reversed?: boolean } = {},
): BenchPackage {
  const { every = 1, onePerComponent = false } = options;
  const chosen = spread(kinds[name])
    .filter((_, index) => index % every === 0)
    .filter(
      ({ component }, index, list) =>
        !onePerComponent || list.findIndex((one) => one.component === component) === index,
    );
  const examples = options.reversed ? chosen.reverse() : chosen;
  const styles = ['body { margin: 8px; }', ...kinds[name].map((kind) => kind.css)].join('');
  const files = new Map<string, Buffer>([
    ['iframe.html', Buffer.from(page)],
    ['bundle.js', Buffer.from(bundle(examples))],
    ['happo-custom.js', readFileSync(resolve('happo/custom'))],
    ['styles.css', Buffer.from(styles)],
    ['files/data.json', Buffer.from(data)],
    ['files/frame.html', Buffer.from(frame)],
    ['files/figtree.woff2', readFileSync(fontFile('normal'))],
    ['files/figtree-italic.woff2', readFileSync(fontFile('italic'))],
  ]);
  for (const [file, drawing] of Object.entries(drawings)) {
    files.set(`files/${file}`, Buffer.from(drawing));
  }
  for (const file of imageFiles) {
    files.set(`files/${file}`, readFileSync(new URL(`files/${file}`, import.meta.url)));
  }
  return { examples, files, zip: zipOf(files) };
}

function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const entries: Zippable = {};
  // The time zone of the machine must not show: fflate writes local times.
  const mtime = new Date(2000, 0, 1);
  for (const [path, content] of files) entries[path] = [content, { mtime }];
  return Buffer.from(zipSync(entries));
}
