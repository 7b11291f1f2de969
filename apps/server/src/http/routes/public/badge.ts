import type { Status } from '@twinlens/visual-tests';

/** Background colours under white text, each with a contrast of at least 4.5. */
const colours = { grey: '#57606a', blue: '#0a5fb4', green: '#1a7037', red: '#b3261e' };

function wordsOf(status: Status): { text: string; colour: string } {
  switch (status.kind) {
    case 'unknown':
      return { text: 'no comparison', colour: colours.grey };
    case 'pending':
      return { text: 'pending', colour: colours.blue };
    case 'expired':
      return { text: 'expired', colour: colours.grey };
    case 'unchanged':
      return { text: 'no changes', colour: colours.green };
    case 'accepted':
      return { text: 'accepted', colour: colours.green };
    case 'rejected':
      return { text: 'rejected', colour: colours.red };
    case 'failed':
      return { text: 'failed', colour: colours.red };
    case 'changed': {
      const noun = status.differences === 1 ? 'change' : 'changes';
      return { text: `${status.differences} ${noun}`, colour: colours.red };
    }
  }
}

/** Both halves are as wide as told, whatever font the reader's machine has. */
const characterWidth = 6.6;
const padding = 14;
const widthOf = (text: string) => Math.round(text.length * characterWidth + padding);

/** The badge as SVG: made of our own words and a number, nothing a client sent. */
export function renderBadge(status: Status): string {
  const label = 'twinlens';
  const { text, colour } = wordsOf(status);
  const left = widthOf(label);
  const right = widthOf(text);
  const half = (content: string, x: number, width: number) =>
    `<text x="${x + width / 2}" y="14" textLength="${width - padding}" lengthAdjust="spacingAndGlyphs">${content}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${text}">
<title>${label}: ${text}</title>
<clipPath id="round"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="${left}" height="20" fill="#24292f"/><rect x="${left}" width="${right}" height="20" fill="${colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">${half(label, 0, left)}${half(text, left, right)}</g>
</svg>
`;
}
