/** Pages of text: an article under a sticky header, code, Arabic, Japanese. */
import type { Scene } from '../pair.ts';
import { markup } from './markup.ts';

export const article: Scene = {
  width: 400,
  html: markup(
    `header{position:sticky;top:0;background:#fff;border-bottom:1px solid #dcdfe3;padding:11px 24px;display:flex;gap:18px;font-size:13px}header b{flex:1;font-size:15px}
main{padding:16px 24px 20px;font:16px/25px Georgia,serif;color:#222}h1{font-size:25px;line-height:30px;margin-bottom:8px}.by{font:13px/18px Arial;color:#6c7680;margin-bottom:14px}p{margin-bottom:13px}blockquote{margin:0 0 13px;border-left:3px solid #c9ced4;padding-left:14px;color:#4a5259;font-style:italic}a{color:#9b2c2c}`,
    `<header><b>The Ferry</b><span id="tab1">Stories</span><span id="tab2">Letters</span><span id="tab3">About</span></header>
<main><h1 id="title">The lighthouse and its second lamp</h1><p class="by" id="by">By Ines Carvalho, 8 minutes</p>
<p id="p1">For sixty years one lamp had been enough. Ships saw it above the rocks and turned in good time.</p>
<p id="p2">Then the river moved. The bank grew, and what had been <a id="link" href="#">the safe way in</a> became a trap.</p>
<blockquote id="quote">We did not need a brighter light. We needed a second one, to draw a line with.</blockquote>
<p id="p3">Two lamps, one above the other, show a captain the right line to the land.</p></main>`,
  ),
};

const codeLines = [
  ['', 'function total(items) {'],
  ['', '  let sum = 0;'],
  ['del', '  for (let i = 0; i < items.length; i++) {'],
  ['add', '  for (const item of items) {'],
  ['del', '    sum += items[i].price;'],
  ['add', '    sum += item.price * item.count;'],
  ['', '  }'],
  ['', '  return sum;'],
  ['', '}'],
];
export const codeLine = (kind: string, words: string, id = ''): string =>
  `<li class="${kind}" id="${id}">${words.replaceAll('<', '&lt;')}</li>`;

export const code: Scene = {
  width: 460,
  html: markup(
    `body{padding:14px}h1{font:bold 15px/21px 'Courier New',monospace;border:1px solid #d0d7de;border-bottom:0;border-radius:6px 6px 0 0;background:#f6f8fa;padding:8px 12px}
ol{border:1px solid #d0d7de;border-radius:0 0 6px 6px;padding:4px 0}li{font:15px/21px 'Courier New',monospace;white-space:pre;padding:0 12px}.del{background:#ffebe9}.add{background:#e6ffec}`,
    `<h1>src/total.js</h1><ol>${codeLines.map(([kind = '', words = ''], index) => codeLine(kind, words, `c${index + 1}`)).join('')}</ol>`,
  ),
};

export const arabic: Scene = {
  width: 380,
  html: markup(
    `body{font:16px/27px 'Noto Sans Arabic',Arial;padding:18px 22px;background:#fffdf8}header{display:flex;justify-content:space-between;align-items:center;border-bottom:2px solid #c8a45c;padding-bottom:8px;margin-bottom:12px}h1{font-size:21px}
.shield{background:#1d6f5c;color:#fff;border-radius:12px;padding:0 12px;font-size:13px}li{display:flex;justify-content:space-between;border-bottom:1px solid #e9e2d3;padding:7px 0}button{margin-top:14px;border:0;border-radius:5px;background:#1d6f5c;color:#fff;padding:6px 22px}`,
    `<header><h1>قائمة الطعام</h1><span class="shield" id="open">مفتوح الآن</span></header><p id="intro">أطباق طازجة كل يوم من السوق القريب.</p>
<ul><li id="a1"><span>شوربة العدس</span><span>١٢</span></li><li id="a2"><span>سلطة خضراء</span><span>١٥</span></li><li id="a3"><span>دجاج مشوي</span><span>٣٨</span></li><li id="a4"><span>أرز بالخضار</span><span>٢٠</span></li></ul><button id="book">احجز طاولة</button>`,
    'lang="ar" dir="rtl"',
  ),
};

export const japanese: Scene = {
  width: 360,
  html: markup(
    `body{font:15px/26px 'Noto Sans JP',sans-serif;padding:18px 22px}h1{font-size:21px;margin-bottom:6px}.day{color:#78838e;font-size:13px;margin-bottom:10px}p{margin-bottom:10px}.tags{display:flex;gap:8px}.tags span{background:#eef3f8;color:#2a5d8f;border-radius:4px;padding:2px 10px;font-size:13px}`,
    `<h1><span id="season">春</span>の図書館だより</h1><p class="day">2026年4月3日（金）</p><p id="p1">新しい本が百二十冊届きました。二階の棚に並べてあります。</p>
<p id="p2">来週の土曜日には、読み聞かせ会を開きます。</p><div class="tags"><span>お知らせ</span><span>新刊</span><span id="tag3">行事</span></div>`,
    'lang="ja"',
  ),
};
