import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZipFileInput } from './archives.ts';
import { ServerDouble } from './server-double.ts';
import {
  cache,
  type ExampleCode,
  packageWork,
  pageOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

/** What the browser package has installed. */
const { resolve } = createRequire(
  new URL('../../../packages/browser/package.json', import.meta.url),
);
const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

/** The picture of each variant, by the hash of its pixels. */
async function pictures(
  examples: Record<string, string>,
  head = '',
  files: ZipFileInput[] = [],
  server: ServerDouble = test.server,
): Promise<Record<string, string>> {
  const list: ExampleCode[] = Object.entries(examples).map(([variant, html]) => ({
    variant,
    html,
  }));
  const result = await server.capture(packageWork(pageOf(list, head), { files }));
  return Object.fromEntries(
    result.snapshots.map(({ variant, image }) => [variant, image.hash ?? '']),
  );
}

/** What expressions answer in a page; `context` draws on a canvas of 40 by 40 pixels. */
async function answers(expressions: string[], head = ''): Promise<unknown[]> {
  const prelude = `
    const context = Object.assign(document.createElement('canvas'), { width: 40, height: 40 })
      .getContext('2d', { willReadFrequently: true });
    const draw = (text) => {
      context.clearRect(0, 0, 40, 40);
      context.fillText(text, 8, 28);
      return new Uint32Array(context.getImageData(0, 0, 40, 40).data.buffer);
    };
    const width = (text, font) => {
      context.font = font;
      return Math.round(context.measureText(text).width * 100) / 100;
    };`;
  const examples = expressions.map((expression, index) => ({
    html: 'x',
    code: `${prelude} this.item.variant = JSON.stringify([${index}, (() => { ${expression} })()]);`,
  }));
  const result = await test.server.capture(packageWork(pageOf(examples, head)));
  return result.snapshots.map(({ variant }) => (JSON.parse(variant) as [number, unknown])[1]);
}

/** Every character that two bytes of an encoding stand for, first and second byte within limits. */
function charactersOf(encoding: string, first: [number, number], second: [number, number]): string {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for (let high = first[0]; high <= first[1]; high++) {
    for (let low = second[0]; low <= second[1]; low++) {
      const character = decoder.decode(Uint8Array.of(high, low));
      // Without what is not assigned, and what is only for private use.
      if (/^[^\ufffd\p{Co}]$/u.test(character)) text += character;
    }
  }
  return text;
}

const texts = {
  Latin: 'AÀĂĄßŁłŐŞșŢțŽžƏəƒếữặḿĳæøåþðıĞ¿¡«»„“”‘’–—…€£¥₹₽©®™§¶†‡•′″',
  Greek: 'ΑΒΓΔΘΛΞΠΣΦΨΩαβγδζηθλμξπρςσφψωάέήίόύώΐΰἄᾳῶ',
  Cyrillic: 'БДЖИЙЛФЦЧШЩЪЫЭЮЯбджийлфцчшщъыэюяЁёЄєЇїҐґЎўЂђЉљЋћЏџѢѣҚқӘә',
  Hebrew: 'אבגדהוזחטיךכלםמןנסעףפץצקרשתשׁ',
  Arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإئؤپچژگکیٹ٠١٢٣٤٥٦٧٨٩۴۵۶،؟',
  Devanagari: 'अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहक्षज्ञश्रकिकीकुकृ०१२३४५६७८९।',
  Thai: 'กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำเแโใไๆกิกีกึกืกุกู๐๑๒๓๔๕๖๗๘๙฿',
  Kana: 'あいうえおがぱっゃんアイウエオガパッャンヴー・「」、。〜',
  'Simplified Chinese': charactersOf('gb18030', [0xb0, 0xd7], [0xa1, 0xfe]),
  // Without eight that the font has not, as it comes from npm.
  'Traditional Chinese': charactersOf('big5', [0xa4, 0xc5], [0x40, 0xfe]).replace(
    /[杗姅詨跦穋歜觼鑤]/g,
    '',
  ),
  Japanese: charactersOf('shift_jis', [0x88, 0x9f], [0x40, 0xfc]),
  Korean: charactersOf('euc-kr', [0xb0, 0xfd], [0xa1, 0xfe]),
  Mathematics: '∀∂∃∅∇∈∏∑−√∝∞∧∨∩∪∫≈≠≡≤≥⊂⊕⊥⌈⌉⟨⟩⟶ℕℝℵ𝔄𝛼𝟙',
  Symbols: '←↑→↓↔⇒⇔⌘⌥⏎⌫①⑳ⅠⅧ½⅔─│┌┼█▒▲►▼◆○●★☆☎♀♂♠♣♥♦♪♫✂✓✔✗❶➜⠿',
  Emoji: '😀😂🤣🥰😎🤔👍🙏💪🎉🔥✨🚀🐈🍕⚽🏆💡🔒✅❌⭐⚡🇩🇪🇯🇵🇺🇳👨‍👩‍👧‍👦👩🏽‍💻🏳️‍🌈1️⃣❤️🫠🪿',
};

describe('characters', () => {
  it('have a glyph in every script, and no box in place of one', async () => {
    const missing = (text: string) => `
      context.font = '20px Arial';
      const box = draw('\\u0378');
      const graphemes = [...new Intl.Segmenter().segment(${JSON.stringify(text)})];
      return graphemes.map(({ segment }) => segment).filter((segment) => {
        const drawn = draw(segment);
        return drawn.every((pixel, index) => pixel === box[index]) || drawn.every((pixel) => pixel === 0);
      }).join('').slice(0, 50);`;
    const scripts = { ...texts, 'what is not assigned': 'a\u0379 \u{1fffe}b' };
    const found = await answers(Object.values(scripts).map(missing));
    expect(
      Object.fromEntries(Object.keys(scripts).map((name, index) => [name, found[index]])),
    ).toEqual({
      ...Object.fromEntries(Object.keys(texts).map((name) => [name, ''])),
      'what is not assigned': '\u0379 \u{1fffe}',
    });
  });

  it('get the font meant for their script, and its bold where the language is known', async () => {
    const samples: Record<string, [family: string, language: string, text: string]> = {
      Arabic: ['Noto Sans Arabic', 'ar', 'السلام'],
      Devanagari: ['Noto Sans Devanagari', 'hi', 'क्षेत्र'],
      Thai: ['Noto Sans Thai', 'th', 'ภาษาไทย'],
      Chinese: ['Noto Sans SC', 'zh-CN', '中文字体'],
      Korean: ['Noto Sans KR', 'ko', '한국어'],
    };
    const examples: Record<string, string> = {};
    for (const [name, [family, language, text]] of Object.entries(samples)) {
      examples[name] = `<p style="font:30px Arial">${text}</p>`;
      examples[`${name} by name`] = `<p style="font:30px Arial, '${family}'">${text}</p>`;
      examples[`${name} bold`] = `<p lang="${language}" style="font:bold 30px Arial">${text}</p>`;
      examples[`${name} bold by name`] = `<p style="font:bold 30px Arial, '${family}'">${text}</p>`;
    }
    // Chromium rounds the advances of a named font, and not of one it found by itself.
    const head =
      '<style>p { line-height: 60px !important; text-rendering: geometricPrecision }</style>';
    const found = await pictures(examples, head);
    for (const name of Object.keys(samples)) {
      for (const weight of [name, `${name} bold`]) {
        expect.soft(found[weight], weight).toBe(found[`${weight} by name`]);
      }
      expect.soft(found[name], name).not.toBe(found[`${name} bold`]);
    }
  });

  it('of Chinese, Japanese and Korean look as the language has them, whatever was shown before', async () => {
    const line = (family: string, language = '') =>
      `<p lang="${language}" style="font:30px/60px Arial${family}">骨直令角遍次雪羽冷飯返</p>`;
    const languages = {
      'Noto Sans SC': ['', 'en', 'zh', 'zh-CN', 'zh-Hans', 'zh-SG'],
      'Noto Sans TC': ['zh-TW', 'zh-HK', 'zh-Hant', 'zh-Hant-MO'],
      'Noto Sans JP': ['ja', 'ja-JP'],
      'Noto Sans KR': ['ko', 'ko-KR'],
    };
    const examples: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [family, tags] of Object.entries(languages)) {
      examples[family] = line(`, '${family}'`);
      for (const tag of tags) {
        examples[`lang ${tag}`] = line('', tag);
        expected[`lang ${tag}`] = family;
      }
    }
    const found = await pictures(examples);
    for (const [variant, family] of Object.entries(expected)) {
      expect.soft(found[variant], variant).toBe(found[family]);
    }
    const families = Object.keys(languages).map((family) => found[family]);
    expect(new Set(families).size).toBe(4);

    const reversed = Object.fromEntries(Object.entries(examples).reverse());
    expect(await pictures(reversed)).toEqual(found);
  });

  it('look as they do with the files the fonts are made of', async () => {
    const sentences = {
      sc: '人人生而自由，在尊严和权利上一律平等。他们赋有“理性”和（良心）。',
      tc: '人人生而自由，在尊嚴和權利上一律平等。他們賦有「理性」和（良心）。',
      jp: '日本国民は、正当に「選挙」された（国会）における代表者を通じて行動し、ー・がぱっ',
      kr: '모든인간은태어날때부터자유로우며그존엄과권리에있어동등하다',
    };
    const styles = ['font-weight:400', 'font-weight:700', 'writing-mode:vertical-rl'];
    const examples: Record<string, string> = {};
    const files: ZipFileInput[] = [];
    let css = '';
    for (const [region, sentence] of Object.entries(sentences)) {
      const name = `@fontsource-variable/noto-sans-${region}`;
      const folder = join(resolve(`${name}/package.json`), '..');
      css += (await readFile(join(folder, 'index.css'), 'utf8')).replaceAll('./files/', 'files/');
      for (const file of await readdir(join(folder, 'files'))) {
        const content = await readFile(join(folder, 'files', file));
        files.push({ name: `files/${file}`, content });
      }
      const family = `Noto Sans ${region.toUpperCase()}`;
      for (const style of styles) {
        for (const [kind, used] of [
          ['bundled', family],
          ['web', `${family} Variable`],
        ]) {
          examples[`${region} ${style} ${kind}`] =
            `<p style="font:24px/48px '${used}';height:300px;${style}">${sentence}</p>`;
        }
      }
    }
    files.push({ name: 'fonts.css', content: css });
    // Kerning is what joining loses; rounding to whole pixels has nothing to do with it.
    const head = `<link rel="stylesheet" href="fonts.css">
      <style>p { font-kerning: none; text-rendering: geometricPrecision }</style>`;
    const found = await pictures(examples, head, files);
    for (const region of Object.keys(sentences)) {
      for (const style of styles) {
        const name = `${region} ${style}`;
        expect.soft(found[`${name} bundled`], name).toBe(found[`${name} web`]);
      }
    }
  });
});

describe('text', () => {
  it('is shaped: letters join, marks stack, syllables and emoji become one', async () => {
    const widths = (pairs: [string, string][]) => `
      return ${JSON.stringify(pairs)}.map((pair) => pair.map((text) => width(text, '100px Arial')));`;
    const apart = '\u200c';
    const [same, narrower] = (await answers([
      widths([
        // Syllables of single letters, and as one character.
        ['\u1112\u1161\u11ab', '한'],
        // A vowel and a tone mark above a consonant.
        ['ท', 'ที่'],
        ['ש', 'שָׁ'],
        // Families, professions, tones of skin, flags, keys: as wide as one emoji.
        ['😀', '👨‍👩‍👧‍👦'],
        ['😀', '👩🏽‍💻'],
        ['😀', '👍🏿'],
        ['😀', '🇩🇪'],
        ['😀', '🏳️‍🌈'],
        ['😀', '1️⃣'],
      ]),
      widths([
        // Devanagari and Arabic, joined and kept apart.
        ['क्ष', `क्${apart}ष`],
        ['لا', `ل${apart}ا`],
        ['سلم', `س${apart}ل${apart}م`],
      ]),
    ])) as [[number, number][], [number, number][]];
    expect(same.map(([, second]) => second)).toEqual(same.map(([first]) => first));
    for (const [joined, kept] of narrower) expect.soft(joined).toBeLessThan(kept);
  });

  it('shows emoji in colour, and characters that are both as text unless asked', async () => {
    const colours = `
      context.font = '24px Arial';
      const coloured = (text) => {
        draw(text);
        const { data } = context.getImageData(0, 0, 40, 40);
        return data.some((_, at) => at % 4 === 0 && data[at + 3] > 200 && Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]) > 60);
      };
      return ['😀', '🍎', '🇫🇷', '❤️', '✅', '❤', '☎', 'A'].map(coloured);`;
    expect(await answers([colours])).toEqual([[true, true, true, true, true, false, false, false]]);
  });
});

describe('names', () => {
  const widths = (names: string[], text: string) => `
    return ${JSON.stringify(names)}.map((name) => width(${JSON.stringify(text)}, '1000px ' + name));`;

  it('of common fonts and generic families mean a bundled one, as wide as the one asked for', async () => {
    // Widths of A, W and i from the metrics that came with the first PostScript fonts.
    const asked: Record<string, [names: string[], widths: number[]]> = {
      sans: [
        ['Arial', 'Helvetica', '"Helvetica Neue"', 'sans-serif', 'Roboto'],
        [667, 944, 222],
      ],
      serif: [
        ['"Times New Roman"', 'Times', 'Georgia', 'serif', 'ui-serif'],
        [722, 944, 278],
      ],
      mono: [
        ['"Courier New"', 'Courier', 'Consolas', 'Menlo', 'ui-monospace', 'monospace'],
        [600, 600, 600],
      ],
    };
    const letters = ['A', 'W', 'i'];
    for (const [names, expected] of Object.values(asked)) {
      const found = await answers(letters.map((letter) => widths(names, letter)));
      expect(found).toEqual(expected.map((value) => names.map(() => value)));
    }
  });

  it('of one meaning look alike, and those of others different', async () => {
    const meanings = [
      ['sans-serif', 'Arial', 'Unknown, Helvetica'],
      ['system-ui', '-apple-system', 'BlinkMacSystemFont', "'Segoe UI'", "'Open Sans'"],
      ['serif', "'Times New Roman'", 'Georgia', 'Unknown'],
      ['monospace', 'Menlo', 'Consolas', 'SFMono-Regular'],
      ["'Noto Sans JP'", "'Hiragino Sans'", "'Yu Gothic'", 'Meiryo'],
      ["'Noto Sans SC'", "'PingFang SC'", "'Microsoft YaHei'", 'fangsong'],
      ["'Noto Sans TC'", "'PingFang TC'", "'Microsoft JhengHei'"],
      ["'Noto Sans KR'", "'Malgun Gothic'", "'Apple SD Gothic Neo'"],
      ['math', "'Cambria Math'", "'Latin Modern Math'"],
    ];
    const examples = Object.fromEntries(
      meanings
        .flat()
        .map((name) => [name, `<p style="font:30px/60px ${name}">Rag 骨直遍次雪羽冷飯返 2</p>`]),
    );
    const found = await pictures(examples);
    for (const names of meanings) {
      for (const name of names) expect.soft(found[name], name).toBe(found[names[0] ?? '']);
    }
    expect(new Set(Object.values(found)).size).toBe(meanings.length);
  });

  it('of typewriter fonts give every character the same width, in every style', async () => {
    const [found] = await answers([
      `return ['', 'bold ', 'italic ', 'italic bold '].map((style) =>
        [...'iWm.@0Жλ─█'].map((letter) => width(letter, style + '20px monospace')));`,
    ]);
    expect(found).toEqual(Array.from({ length: 4 }, () => Array.from({ length: 10 }, () => 12)));
  });
});

describe('a machine', () => {
  /** The pictures of a worker that is started in this environment. */
  async function picturesOn(env: NodeJS.ProcessEnv, examples: Record<string, string>) {
    const server = new ServerDouble();
    await server.start();
    const child = fork(program, {
      env: {
        PATH: process.env.PATH,
        ...env,
        TWINLENS_SERVER: server.origin,
        TWINLENS_WORKER_TOKEN: server.token,
        TWINLENS_CACHE: cache,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      return await pictures(examples, '', [], server);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'close');
      await server.stop();
    }
  }

  it('with fonts, a language and settings of its own makes the same pictures', async () => {
    const home = await mkdtemp(join(tmpdir(), 'twinlens-home-'));
    try {
      const fonts = join(home, '.fonts');
      const config = join(home, '.config', 'fontconfig');
      await mkdir(fonts);
      await mkdir(config, { recursive: true });
      const emoji = resolve(
        '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
      );
      await copyFile(emoji, join(fonts, 'emoji.ttf'));
      const file = join(config, 'fonts.conf');
      await writeFile(
        file,
        `<fontconfig><dir>${fonts}</dir><match target="pattern">
          <edit name="family" mode="assign" binding="strong"><string>Noto Color Emoji</string></edit>
        </match></fontconfig>`,
      );
      const examples = Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [
          name,
          `<p style="font:16px sans-serif">${text.slice(0, 400)} <b>0 ${text.slice(0, 20)}</b></p>`,
        ]),
      );
      const bare = await picturesOn({}, examples);
      const ofItsOwn = await picturesOn(
        {
          HOME: home,
          XDG_CONFIG_HOME: join(home, '.config'),
          XDG_DATA_HOME: home,
          FONTCONFIG_FILE: file,
          FONTCONFIG_PATH: config,
          FONTCONFIG_SYSROOT: home,
          FC_LANG: 'ar',
          LANG: 'ar_EG.UTF-8',
          LC_ALL: 'ja_JP.UTF-8',
          LANGUAGE: 'ko',
          TZ: 'Asia/Tokyo',
        },
        examples,
      );
      expect(ofItsOwn).toEqual(bare);
      expect(new Set(Object.values(bare)).size).toBe(Object.keys(texts).length);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
