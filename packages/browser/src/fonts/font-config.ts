/**
 * What fontconfig is told: the bundled fonts and no others, which of them a name means, and in which
 * order they are asked for a character. Nothing is left to a machine's own configuration.
 */

/**
 * Names that pages ask for, by the family they get. Arimo, Tinos and Cousine are as wide as Arial,
 * Times New Roman and Courier New, so that text breaks where it does with those. Chromium has names
 * of its own for generic families: Arial (sans-serif), Times New Roman (serif, and what has no style
 * at all), Courier New, Monospace, Script (cursive), Impact (fantasy), Latin Modern Math (math).
 */
const names: Record<string, readonly string[]> = {
  Arimo: [
    ...['Arial', 'Helvetica', 'Helvetica Neue', 'Liberation Sans', 'Roboto', 'Impact'],
    ...['sans-serif', 'fantasy', 'Noto Sans Hebrew'],
  ],
  'Open Sans': [
    ...['system-ui', 'ui-sans-serif', 'ui-rounded', '-apple-system', 'BlinkMacSystemFont'],
    ...['SF Pro Text', 'SF Pro Display', 'Segoe UI', 'Segoe UI Variable', 'Lucida Grande'],
    ...['Tahoma', 'Verdana', 'Trebuchet MS', 'Calibri', 'Noto Sans', 'Droid Sans'],
    ...['Script', 'cursive', 'Comic Sans MS'],
  ],
  Tinos: [
    ...['Times New Roman', 'Times', 'Georgia', 'Cambria', 'Palatino', 'Palatino Linotype'],
    ...['Garamond', 'Liberation Serif', 'Noto Serif', 'serif', 'ui-serif'],
  ],
  Cousine: [
    ...['Courier New', 'Courier', 'Consolas', 'Menlo', 'Monaco', 'SFMono-Regular', 'SF Mono'],
    ...['Cascadia Code', 'Cascadia Mono', 'Lucida Console', 'Roboto Mono', 'Liberation Mono'],
    ...['DejaVu Sans Mono', 'Noto Sans Mono', 'monospace', 'ui-monospace'],
  ],
  'Noto Sans SC': [
    ...['PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'SimHei', 'SimSun', 'Heiti SC'],
    ...['STHeiti', 'WenQuanYi Micro Hei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'fangsong'],
  ],
  'Noto Sans JP': [
    ...['Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Hiragino Kaku Gothic Pro', 'Yu Gothic'],
    ...['YuGothic', 'Meiryo', 'MS PGothic', 'MS Gothic', 'Noto Sans CJK JP', 'Source Han Sans'],
  ],
  'Noto Sans TC': [
    ...['PingFang TC', 'PingFang HK', 'Microsoft JhengHei', 'Heiti TC', 'PMingLiU', 'MingLiU'],
    ...['Noto Sans CJK TC', 'Noto Sans CJK HK', 'Noto Sans HK', 'Source Han Sans TC'],
  ],
  'Noto Sans KR': [
    ...['Apple SD Gothic Neo', 'Malgun Gothic', 'Nanum Gothic', 'Noto Sans CJK KR'],
    ...['Source Han Sans K', 'Dotum', 'Gulim'],
  ],
  'Noto Sans Arabic': ['Geeza Pro', 'Noto Naskh Arabic', 'Noto Kufi Arabic'],
  'Noto Sans Devanagari': ['Mangal', 'Kohinoor Devanagari', 'Nirmala UI'],
  'Noto Sans Thai': ['Thonburi', 'Leelawadee UI', 'Noto Sans Thai Looped'],
  'Noto Sans Symbols 2': ['Segoe UI Symbol', 'Apple Symbols', 'Noto Sans Symbols2'],
  'Noto Sans Math': ['Latin Modern Math', 'Cambria Math', 'STIX Two Math', 'math'],
  'Noto Color Emoji': [
    ...['Apple Color Emoji', 'Segoe UI Emoji', 'Twemoji Mozilla', 'Noto Emoji', 'emoji'],
  ],
};

/**
 * Asked in this order for a character that the page's own families do not have. Symbols come before
 * the Han fonts, whose own are a character wide. Of these, text in Chinese that does not say so is
 * the likeliest, and its font has what Japanese needs too: neither is pieced together of two.
 */
const order = [
  ...['Open Sans', 'Arimo', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'Noto Sans Thai'],
  ...['Noto Sans Symbols', 'Noto Sans Symbols 2', 'Noto Sans Math'],
  ...['Noto Sans SC', 'Noto Sans JP', 'Noto Sans TC', 'Noto Sans KR'],
  ...['Noto Color Emoji', 'Tinos', 'Cousine'],
];

/**
 * What Chromium asks for instead where a character is to be shown as an emoji. Other languages must
 * not change the order: Chromium remembers which font it got for a character, whatever the language
 * was, and a page would look different after another one.
 */
const emojiLanguage = 'und-zsye';

/** Variable fonts whose files call themselves by their thinnest weight. */
const misnamed = ['Noto Sans SC', 'Noto Sans JP', 'Noto Sans TC', 'Noto Sans KR'];

/** Weights of variable fonts, all but regular (80) and bold (200): each would slow every look-up. */
const leftOut = [0, 40, 50, 100, 180, 205, 210];

function match(target: 'pattern' | 'scan', test: string, edit: string): string {
  return `  <match target="${target}">\n    ${test}\n    ${edit}\n  </match>\n`;
}

function strings(values: readonly string[]): string {
  return values.map((value) => `<string>${value}</string>`).join('');
}

function reject(property: string, value: string): string {
  return `    <pattern><patelt name="${property}">${value}</patelt></pattern>\n`;
}

/**
 * Parts of Korean syllables: the font has the syllables only, and they are put together while text is
 * shaped, but the font has to be asked.
 */
const syllableParts: [number, number][] = [
  [0x1100, 0x1112],
  [0x1161, 0x1175],
  [0x11a8, 0x11c2],
];

/** Folders are named by people. */
function escaped(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** @param folder Where the fonts lie, in `fonts`; fontconfig keeps what it knows of them beside it. */
export function fontConfigFor(folder: string): string {
  const renamed = misnamed.map((family) =>
    match(
      'scan',
      `<test name="family">${strings([`${family} Thin`])}</test>`,
      `<edit name="family" mode="assign">${strings([family])}</edit>`,
    ),
  );
  const ranges = syllableParts.map(([first, last]) => `<int>${first}</int><int>${last}</int>`);
  const korean = match(
    'scan',
    `<test name="family">${strings(['Noto Sans KR'])}</test>`,
    `<edit name="charset" mode="assign"><plus><name>charset</name><charset>${ranges
      .map((range) => `<range>${range}</range>`)
      .join('')}</charset></plus></edit>`,
  );
  const aliases = Object.entries(names).flatMap(([family, others]) =>
    others.map((name) =>
      match(
        'pattern',
        `<test name="family">${strings([name])}</test>`,
        `<edit name="family" mode="assign" binding="strong">${strings([family])}</edit>`,
      ),
    ),
  );
  const emoji = match(
    'pattern',
    `<test name="lang">${strings([emojiLanguage])}</test>`,
    `<edit name="family" mode="append_last" binding="strong">${strings(['Noto Color Emoji'])}</edit>`,
  );
  const rejected = [
    reject('variable', '<bool>true</bool>'),
    ...leftOut.map((weight) => reject('weight', `<int>${weight}</int>`)),
  ];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escaped(folder)}/fonts</dir>
  <cachedir>${escaped(folder)}/cache</cachedir>
  <selectfont><rejectfont>
${rejected.join('')}  </rejectfont></selectfont>
${[...renamed, korean, ...aliases, emoji].join('')}  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong">${strings(order)}</edit>
  </match>
</fontconfig>
`;
}
