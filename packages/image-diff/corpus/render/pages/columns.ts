/** Pages whose parts stand side by side: dashboard, cards, board, sidebar, prices. */
import type { Scene } from '../pair.ts';
import { markup } from './markup.ts';

const bars = [38, 62, 51, 80, 46, 92, 70];
const stat = (id: string, label: string, value: string, note: string) =>
  `<div class="stat" id="${id}"><span>${label}</span><b>${value}</b><i>${note}</i></div>`;

export const dashboard: Scene = {
  width: 620,
  html: markup(
    `body{background:#eef1f5;padding:18px}h1{font-size:20px;margin-bottom:14px}.stats{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin-bottom:12px}
.stat,.panel{background:#fafbfc;border:1px solid #dbe1e8;border-radius:8px;padding:12px 14px}.stat span{color:#66727f;font-size:12px;display:block}.stat b{font-size:22px;line-height:28px;display:block}.stat i{font-style:normal;font-size:12px;color:#2f855a}
.two{display:grid;grid-template-columns:1.3fr 1fr;gap:12px}.panel h2{font-size:14px;margin-bottom:10px}.panel li{display:flex;justify-content:space-between;padding:6px 0;border-top:1px solid #e6ebf0;font-size:13px}`,
    `<h1>This week</h1><div class="stats">${stat('visits', 'Visits', '18,204', '+4.1 %')}${stat('orders', 'Orders', '612', '+2.6 %')}${stat('returns', 'Returns', '19', '-0.4 %')}${stat('income', 'Income', '$41,880', '+3.3 %')}</div>
<div class="two"><div class="panel" id="chart"><h2>Orders by day</h2><svg width="300" height="190" viewBox="0 0 380 150" preserveAspectRatio="none">
${[30, 60, 90, 120].map((y) => `<path d="M0 ${y}.5H380" stroke="#e1e7ed"/>`).join('')}
${bars.map((height, index) => `<rect id="bar${index + 1}" x="${14 + index * 53}" y="${140 - height * 1.3}" width="30" height="${height * 1.3}" rx="3" fill="#3b82c4"/>`).join('')}
<path id="trend" d="M29 92C70 50 110 84 135 72S220 96 241 84S300 26 347 52" fill="none" stroke="#d9822b" stroke-width="2.5"/></svg></div>
<div class="panel" id="top"><h2>Most sold</h2><ul><li id="i1"><span>Desk lamp</span><span>148</span></li><li id="i2"><span>Oak shelf</span><span>131</span></li><li id="i3"><span>Wool rug</span><span>97</span></li><li id="i4"><span>Tea set</span><span>84</span></li></ul></div></div>`,
  ),
};

export const card = (id: string, title: string, words: string): string =>
  `<div class="card" id="${id}"><h3>${title}</h3><p>${words}</p></div>`;

const left = [
  card('l1', 'Bridge closed', 'The old bridge stays closed until Thursday.'),
  card('l2', 'Library hours', 'From June on, the library opens at nine on all days but Sunday.'),
  card('l3', 'New tram line', 'Line 8 links the harbour with the hospital every ten minutes.'),
];
const right = [
  card('r1', 'Weather', 'Dry and mild, with some wind in the evening.'),
  card('r2', 'Market', 'The first strawberries of the year are on sale at the town hall.'),
  card('r3', 'Lost and found', 'A red umbrella and a school bag.'),
  card('r4', 'Cinema', 'The festival of short films begins on Friday.'),
];

/** Two columns of cards, each as high as what is in it. */
export const newspaper: Scene = {
  width: 480,
  height: 470,
  html: markup(
    `body{background:#f2f4f7;padding:16px}h1{font:bold 24px/30px Georgia,serif;margin-bottom:12px}.cols{display:flex;gap:16px;align-items:flex-start}.col{flex:1;display:flex;flex-direction:column;gap:12px}
.card{background:#fff;border:1px solid #d9e0e7;border-radius:6px;padding:12px 14px}.card h3{font-size:15px;margin-bottom:4px}.card p{color:#45525f}`,
    `<h1>Town news</h1><div class="cols"><div class="col">${left.join('')}</div><div class="col">${right.join('')}</div></div>`,
  ),
};

export const task = (id: string, title: string, tag: string, colour: string): string =>
  `<div class="task" id="${id}"><i style="background:${colour}">${tag}</i><p>${title}</p></div>`;

const lists: [string, [string, string, string][]][] = [
  [
    'To do',
    [
      ['Write the letter to suppliers', 'Office', '#2b6cb0'],
      ['Check the smoke alarms', 'House', '#c05621'],
      ['Plan the summer party', 'Team', '#6b46c1'],
    ],
  ],
  [
    'Doing',
    [
      ['Move the archive to the second floor', 'Office', '#2b6cb0'],
      ['Repair the coffee machine', 'House', '#c05621'],
    ],
  ],
  [
    'Done',
    [
      ['Order new chairs', 'Office', '#2b6cb0'],
      ['Renew the fire insurance', 'House', '#c05621'],
      ['Welcome day for trainees', 'Team', '#6b46c1'],
      ['Clean the roof', 'House', '#c05621'],
    ],
  ],
];

export const board: Scene = {
  width: 540,
  height: 450,
  html: markup(
    `body{background:#e9edf2;padding:14px}.board{display:grid;grid-template-columns:repeat(3,1fr);gap:14px;height:422px}.list{background:#dde3ea;border-radius:8px;padding:10px}
.list h2{font-size:14px;margin:0 2px 10px}.task{background:#fff;border-radius:6px;padding:9px 10px;margin-bottom:9px;box-shadow:0 1px 2px rgba(20,40,60,.18)}
.task i{font-style:normal;display:inline-block;vertical-align:top;line-height:16px;color:#fff;font-size:11px;border-radius:3px;padding:1px 6px}.task p{margin-top:4px}`,
    `<div class="board">${lists
      .map(
        ([name, tasks], list) =>
          `<div class="list" id="list${list + 1}"><h2>${name}</h2>${tasks
            .map(([title, tag, colour], index) =>
              task(`t${list + 1}${index + 1}`, title, tag, colour),
            )
            .join('')}</div>`,
      )
      .join('')}</div>`,
  ),
};

const entries = ['Overview', 'Install', 'First steps', 'Settings', 'Keys', 'Limits', 'Errors'];

/** Documentation beside a sidebar that stays where it is. */
export const manual: Scene = {
  width: 470,
  height: 420,
  html: markup(
    `nav{position:fixed;left:0;top:0;bottom:0;width:130px;background:#1f2d3a;padding:16px 0}nav b{color:#fff;padding:0 16px 10px;display:block}nav li{color:#b8c4cf;padding:6px 16px}nav li.on{background:#32465a;color:#fff}
main{margin-left:130px;padding:16px 20px}h1{font-size:23px;margin-bottom:8px}h2{font-size:16px;margin:16px 0 6px}p{margin-bottom:9px}a{color:#0a66c2}pre{background:#f3f5f7;border:1px solid #dde3e9;border-radius:5px;padding:9px 12px;font:13px/20px 'Courier New',monospace;margin:0 0 10px}`,
    `<nav><b>Handbook</b><ul>${entries.map((entry, index) => `<li id="n${index + 1}"${index === 3 ? ' class="on"' : ''}>${entry}</li>`).join('')}</ul></nav>
<main><h1>Settings</h1><p id="p1">All settings are kept in one file, which is read when the program starts.</p>
<pre id="code">port = 8080\nname = "store"</pre><h2 id="h2">Where it is looked for</h2><p id="p2">First in the folder it was started in, and <a id="link" href="#">in the system folder</a> last of all.</p>
<h2 id="h3">What it may hold</h2><p id="p3">Every name may be given once. Unknown names are an error.</p><p id="p4">Values are numbers, texts in quotes, or lists of them.</p></main>`,
  ),
};

const plan = (id: string, name: string, price: string, wants: string[], action: string) =>
  `<div class="plan" id="${id}"><h3>${name}</h3><b class="price">${price}</b><ul>${wants.map((want) => `<li>${want}</li>`).join('')}</ul><button>${action}</button></div>`;

export const prices: Scene = {
  width: 580,
  html: markup(
    `body{padding:22px;background:#f1f5f9}h1{text-align:center;font:600 24px/34px 'Open Sans',sans-serif;margin-bottom:18px}.plans{display:grid;grid-template-columns:repeat(3,1fr);gap:16px;align-items:start}
.plan{background:#fff;border:1px solid #d5dde5;border-radius:10px;padding:14px;text-align:center;box-shadow:0 2px 6px rgba(30,50,70,.1)}.price{font-size:28px;line-height:34px;display:block;margin:6px 0 10px}.plan li{padding:5px 0;color:#4a5764;border-top:1px solid #edf1f4}
.plan button{margin-top:12px;width:100%;border:0;border-radius:6px;background:#0a66c2;color:#fff;padding:10px}#team{position:relative}`,
    `<h1>Choose a plan</h1><div class="plans">${plan('solo', 'Solo', '$9', ['1 person', '10 projects', 'E-mail support'], 'Start')}${plan('team', 'Team', '$29', ['Up to 8 people', '100 projects', 'Support by phone', 'Shared calendar'], 'Start trial')}${plan('firm', 'Company', '$99', ['Any number of people', 'No limit of projects', 'Own contact'], 'Write to us')}</div>`,
  ),
};
