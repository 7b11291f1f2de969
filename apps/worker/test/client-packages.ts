/** Packages with the code of the stock clients in them, which hands out the examples. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Work } from './server-double.ts';
import { type ExampleCode, packageWork } from './worker-fixture.ts';

const custom = fileURLToPath(import.meta.resolve('happo/custom'));
const register = fileURLToPath(import.meta.resolve('happo/storybook/register'));

/** Examples by name; everything else about them is their code, which may be asynchronous. */
export interface ClientExample extends Omit<ExampleCode, 'item'> {
  variant: string;
  /** Names of the only targets it is for. */
  targets?: string[];
  waitForContent?: string;
}

const style = '<style>body { margin: 8px; } p { margin: 0 }</style>';

function listOf(examples: readonly ClientExample[]): string {
  const items = examples.map(({ component = 'Example', html = '', code = '', ...item }) => {
    const fields = JSON.stringify({ component, ...item });
    return `{ ...${fields}, async render() {
      const root = document.getElementById('root');
      root.innerHTML = ${JSON.stringify(html)};
      ${code}
    } }`;
  });
  return `[${items.join(',\n')}]`;
}

/** As a custom integration is made. */
export async function customWork(
  examples: readonly ClientExample[],
  payload: Partial<Work['payload']> = {},
): Promise<Work> {
  const page = `<!doctype html><html><head><meta charset="utf-8">${style}</head>
<body><div id="root" data-happo-ignore="true"></div>
<script type="module">
import happo from './happo.js';
happo.init();
for (const example of ${listOf(examples)}) happo.registerExample(example);
</script></body></html>`;
  const files = [{ name: 'happo.js', content: await readFile(custom) }];
  return packageWork(page, { files, payload });
}

/**
 * As a Storybook with the addon is, as far as the addon can tell: a store with the stories, and a
 * channel on which they are asked for.
 */
export async function storybookWork(
  examples: readonly ClientExample[],
  payload: Partial<Work['payload']> = {},
): Promise<Work> {
  const page = `<!doctype html><html><head><meta charset="utf-8">${style}</head>
<body><div id="root"></div>
<script type="module">
import { forceHappoScreenshot } from './register.js';
const examples = ${listOf(examples)};
const stories = examples.map(({ component, variant, targets }, index) =>
  [String(index), { id: String(index).padStart(4, '0'), kind: component, story: variant, parameters: { happo: { targets } } }]);
const listeners = new Set();
const tell = (newPhase, storyId) => { for (const listener of listeners) listener({ newPhase, storyId }); };
window.forceHappoScreenshot = forceHappoScreenshot;
window.__STORYBOOK_PREVIEW__ = { storyStoreValue: { extract: () => Object.fromEntries(stories) } };
window.__STORYBOOK_ADDONS_CHANNEL__ = {
  on: (_event, listener) => listeners.add(listener),
  off: (_event, listener) => listeners.delete(listener),
  async emit(event, { storyId }) {
    tell('loading', storyId);
    tell('playing', storyId);
    await examples[Number(storyId)].render().catch(() => undefined);
    tell('finished', storyId);
  },
};
</script></body></html>`;
  const browser = dirname(register);
  const source = await readFile(register, 'utf8');
  const imported = [...source.matchAll(/from "\.\/([^"]+)"/g)].map(([, name = '']) => name);
  const files = await Promise.all(
    imported.map(async (name) => ({ name, content: await readFile(join(browser, name)) })),
  );
  return packageWork(page, {
    files: [{ name: 'register.js', content: source }, ...files],
    payload,
  });
}
