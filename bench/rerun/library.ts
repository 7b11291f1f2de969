/** A package of simple examples, each with a script and a picture of its own. */
import type { Files } from './archive.ts';

const svg = (index: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" rx="6" fill="hsl(${(index * 37) % 360} 60% 45%)"/></svg>`;

const page = (count: number) => `<!doctype html>
<html><head><meta charset="utf-8"><link rel="stylesheet" href="/library.css"></head>
<body><div id="happo-root" data-happo-ignore="true"></div>
<script type="module">
const all = Array.from({ length: ${count} }, (_, index) => index);
let examples = all;
window.happo = {
  init({ chunk }) {
    const size = Math.ceil(all.length / (chunk?.total ?? 1));
    examples = all.slice(size * (chunk?.index ?? 0)).slice(0, size);
  },
  async nextExample() {
    const index = examples.shift();
    if (index === undefined) return undefined;
    const { render } = await import('/examples/' + index + '.js');
    render(document.querySelector('#happo-root'));
    return { component: 'Example ' + index, variant: 'default' };
  },
};
</script></body></html>`;

export function makeLibrary(count: number): Files {
  const files: Files = {
    'iframe.html': page(count),
    'library.css':
      'body { font: 14px sans-serif } .card { width: 240px; padding: 8px; border: 1px solid #ccc }',
  };
  for (let index = 0; index < count; index += 1) {
    files[`examples/${index}.js`] = `export function render(root) {
      root.innerHTML = '<div class="card"><img src="/pictures/${index}.svg"><p>Example number ${index}</p></div>';
    }`;
    files[`pictures/${index}.svg`] = svg(index);
  }
  return files;
}
