/** A page with what browsers draw differently when their machines differ; its pixels are compared. */

/** Plain squares at the top left, by which a picture is told from nothing. CSS pixels. */
export const squares = ['#ff0000', '#00ff00', '#0000ff', '#808080'] as const;
export const squareSize = 20;

/** Where there has to be text, and where something in colours. CSS pixels from the top left. */
export const textArea = { x: 0, y: 40, width: 600, height: 200 };
export const emojiArea = { x: 0, y: 240, width: 600, height: 60 };

const place = (x: number, y: number, css: string, content = ''): string =>
  `<div style="position:absolute;left:${x}px;top:${y}px;${css}">${content}</div>`;

const marks = squares.map((colour, index) =>
  place(index * squareSize, 0, `width:${squareSize}px;height:${squareSize}px;background:${colour}`),
);

const scripts = 'Hamburgefonstiv Ωμέγα Жлоба שלום مرحبا नमस्ते สวัสดี 漢字 かな 한글 → ∑ ½';

const texts = [
  ...[9, 11, 13, 16, 21, 32].map((size, index) =>
    place(0, 40 + index * 28, `font:${size}px/28px sans-serif;white-space:nowrap`, scripts),
  ),
  place(0, 208, 'font:italic 700 15px/28px serif', `Hamburgefonstiv <code>code(0O1l)</code>`),
];

const emoji = place(0, 240, 'font:40px/60px sans-serif', '😀🎉👩‍🚀🇪🇺🍏');

/** The same text a fraction of a pixel further each time. */
const fractions = Array.from({ length: 8 }, (_, index) =>
  place(
    10 + index * 72 + index / 8,
    304 + index / 8,
    'font:13px sans-serif',
    `<u>moves ${index}</u>`,
  ),
);

const shapes = [
  place(0, 340, 'width:140px;height:80px;background:linear-gradient(17deg,#f0a,#0af 40%,#ff0)'),
  place(150, 340, 'width:80px;height:80px;background:radial-gradient(circle,#fff,#247 70%)'),
  place(240, 340, 'width:80px;height:80px;background:conic-gradient(#a00,#0a0,#00a,#a00)'),
  place(
    330,
    345,
    'width:60px;height:60px;background:#c63;border-radius:13px/27px;box-shadow:0 3px 9px #0008',
  ),
  place(410, 350, 'width:60px;height:50px;background:#36c;filter:blur(2.5px) saturate(1.4)'),
  place(490, 350, 'width:50px;height:50px;background:#393;transform:rotate(23deg) scale(1.07)'),
  place(560, 350, 'width:40px;height:40px;background:#909;opacity:.37;mix-blend-mode:multiply'),
];

const svg = place(
  0,
  440,
  'width:600px;height:90px',
  `<svg width="600" height="90" viewBox="0 0 600 90">
    <defs><pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2.2" fill="#06c"/></pattern></defs>
    <path d="M10 80C80-30 120 140 200 20S300 70 330 10" fill="none" stroke="#b30" stroke-width="3.3" stroke-dasharray="11 4"/>
    <ellipse cx="420" cy="45" rx="60.4" ry="33.7" fill="url(#dots)" stroke="#000" stroke-width=".6"/>
    <text x="500" y="50" font-size="17.5" font-family="monospace" fill="#063">svg 17.5</text>
  </svg>`,
);

const controls = place(
  0,
  540,
  'font:14px sans-serif',
  '<button>Button</button> <input value="text" size="8"> <input type="checkbox" checked> <select><option>one</option></select>',
);

const content = [...marks, ...texts, emoji, ...fractions, ...shapes, svg, controls].join('\n');

/** As a package has it: one example, which is the sheet. */
export const sheet = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><style>body{margin:0;background:#fff;color:#111}</style></head>
<body><div style="position:relative;width:640px;height:600px">${content}</div>
<script>
let shown = false;
window.happo = {
  nextExample() {
    if (shown) return undefined;
    shown = true;
    return { component: 'Calibration', variant: 'sheet' };
  },
};
</script></body></html>`;
