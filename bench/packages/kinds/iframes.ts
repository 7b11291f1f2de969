import { type Example, type Kind, text, times } from '../example.ts';

const inner = (index: number): string =>
  `<body style='margin: 12px; font: 14px sans-serif; background: #f3f4f6'><h3>${text(index, 2)}</h3><p>${text(index + 1, 10)}.</p></body>`;

const embedded = (index: number): Example => ({
  component: 'Embedded',
  variant: `v${index}`,
  html: `<iframe width="${280 + index * 40}" height="140" srcdoc="${inner(index)}"></iframe>`,
});

const framed = (index: number): Example => ({
  component: 'Framed',
  variant: `v${index}`,
  html: `<iframe width="${300 + index * 30}" height="160" src="files/frame.html?${index}"></iframe>`,
});

/** Documents within the document. */
export const iframes: Kind = { css: '', examples: [...times(4, embedded), ...times(4, framed)] };

/** The document of the frames that have an address. */
export const frame = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="../styles.css">
<div class="card"><h3>A frame</h3><p><script>document.write(location.search)</script></p><img src="avatar-1.png" width="48" alt=""></div>`;
