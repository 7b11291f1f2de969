/** The page on browsers, put together from what they say they can and what was found of them. */
import type { Capabilities } from '@twinlens/browser';

export interface Column {
  version: string;
  capabilities: Capabilities;
  /** Reasons, by the name of the convention that does not hold. */
  gaps: Readonly<Record<string, string>>;
  /** The same of attempts to get out that fail their example. */
  escapeGaps: Readonly<Record<string, string>>;
}

const words: Record<
  Exclude<keyof Capabilities, 'protocol' | 'minWidth' | 'appearance' | 'device'>,
  string
> = {
  virtualClock: 'The time of pages is ours: nothing waits for real time to pass',
  initScripts: 'Scripts of ours run before those of any page',
  isolatedWorld: 'What we measure, pages cannot fake',
  withoutScripts: 'Scripts of recorded pages are kept from running in foreign frames too',
  requests: 'Says what pages load and what they could not, and waits for it',
  console: 'Says what pages write to their console',
  dialogs: 'Says which dialogs and windows were answered and closed',
  headers: '`outgoingRequestHeaders`',
  keepsViewport: 'Pictures that reach beyond the viewport leave it as it is',
  memoryLimit: 'Memory of pages is limited',
  emoji: 'Emoji of the bundled fonts',
  animations: '`animate`',
  accessibility: 'Accessibility targets',
};

const appearanceWords: Record<keyof Capabilities['appearance'], string> = {
  deviceScaleFactor: '`deviceScaleFactor`',
  reducedMotion: '`prefersReducedMotion`',
  colorScheme: '`prefersColorScheme`',
  forcedColors: '`forcedColors`',
  print: '`media: print`',
  transparent: '`omitBackground`',
};

const deviceWords: Record<keyof Capabilities['device'], string> = {
  userAgent: 'The user agent of a device',
  touch: 'Touch, and no mouse, as on a device',
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const yesOrNo = (can: boolean): string => (can ? 'yes' : 'no');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Such as `Firefox 153`: what comes after changes with every update. */
const shortVersion = (version: string): string => /^\S+ \d+/.exec(version)?.[0] ?? version;

function capabilitiesTable(columns: readonly Column[]): string {
  const all = (cell: (capabilities: Capabilities) => string) =>
    columns.map(({ capabilities }) => cell(capabilities));
  const keys = Object.keys(words) as (keyof typeof words)[];
  const looks = Object.keys(appearanceWords) as (keyof typeof appearanceWords)[];
  const parts = Object.keys(deviceWords) as (keyof typeof deviceWords)[];
  return table(
    ['', ...columns.map(({ version }) => shortVersion(version))],
    [
      ['Protocol', ...all(({ protocol }) => protocol)],
      ['Narrowest viewport', ...all(({ minWidth }) => `${minWidth} px`)],
      ...keys.map((key) => [words[key], ...all((can) => yesOrNo(can[key]))]),
      ...looks.map((key) => [
        appearanceWords[key],
        ...all(({ appearance }) => yesOrNo(appearance[key])),
      ]),
      ...parts.map((key) => [deviceWords[key], ...all(({ device }) => yesOrNo(device[key]))]),
    ],
  );
}

/** @param conventions In the order of the table. */
export function page(
  columns: readonly Column[],
  conventions: readonly { name: string; says: string }[],
  attempts: readonly string[],
): string {
  const held = conventions.map(({ name, says }) => [
    `**${name}**: ${says}`,
    ...columns.map(({ gaps }) => gaps[name] ?? 'yes'),
  ]);
  const failing = attempts.filter((name) => columns.some((one) => name in one.escapeGaps));
  const fails = failing.map((name) => [
    `**${name}**`,
    ...columns.map(({ escapeGaps }) => escapeGaps[name] ?? 'yes'),
  ]);
  return `# Browsers

Written by \`npm run test:engines\`, which runs the tests named \`*.engines.test.ts\` on the bundled Chromium
and on the Firefox and the WebKitGTK that are installed, and fails where this page would differ
(\`--check\`). On Debian: \`apt-get install firefox-esr webkit2gtk-driver xvfb\`.

Chromium takes \`chrome\`, \`edge\` and accessibility targets, Firefox takes \`firefox\`, WebKitGTK takes \`safari\`,
\`ios-safari\` and \`ipad-safari\`; which of them a worker takes is said by \`TWINLENS_WORKER_TARGETS\`
([operating](operating.md)). It is Chromium and not Microsoft Edge, and WebKit and not Apple's Safari: fonts, form
fields and media are those of WebKitGTK. People read so beside every picture. Of an iPhone and an iPad it has the
viewport, the pixels and the user agent; what it has not is in the table.

Operators declare browsers of their own beside these, by name, and targets ask for them by \`browser\`
([operating](operating.md#browsers-of-your-own)); each can what its engine can.

## What each can do

What a target asks for and its browser cannot do is named in the log of the capture.

${capabilitiesTable(columns)}

## What holds in each

Each line is a page that is captured by a worker, with what its picture has to show
([the pictures](gallery.md)). Where it does not hold, the line says why; the list is
\`apps/worker/test/gaps.ts\`, and the suite fails where something in it holds after all.

${table(['Convention', ...columns.map(({ version }) => shortVersion(version))], held)}

## What pages cannot do

${attempts.length} attempts to get out, or to take the machine with them, are made in each
(\`apps/worker/test/escapes/attempts.ts\`, \`apps/worker/test/escapes/bombs.ts\`). None reaches anything, those that take too much
fail with a sentence that says so, and the next picture of the same worker is what it was before. In a network of its own
every forbidden place is there, and a name server gives names another address the second time they are asked for
(\`apps/worker/test/escapes/network-of-its-own.ts\`). What a page may use of memory and disk, and how long it may take, is limited
in each (\`apps/worker/src/capture/limits.ts\`). Some attempts fail their example in one engine and come to nothing in another:

${table(['Comes to nothing', ...columns.map(({ version }) => shortVersion(version))], fails)}
`;
}
