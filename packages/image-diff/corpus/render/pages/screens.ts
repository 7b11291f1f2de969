/** Pages that look otherwise: dark, small, pictures, shapes, transparent parts. */
import type { Scene } from '../pair.ts';
import { markup } from './markup.ts';

const servers = [
  ['fra-1', 'Frankfurt', '41 %', 'ok'],
  ['ams-2', 'Amsterdam', '67 %', 'ok'],
  ['lis-1', 'Lisbon', '93 %', 'busy'],
  ['osl-3', 'Oslo', '12 %', 'ok'],
  ['mad-1', 'Madrid', '55 %', 'ok'],
];
export const serverRow = ([name, place, load, state]: readonly string[], id = ''): string =>
  `<tr id="${id}"><td><code>${name}</code></td><td>${place}</td><td><div class="meter"><i style="width:${load?.replace(' ', '')}"></i></div></td><td>${load}</td><td><span class="state ${state}">${state}</span></td></tr>`;

export const dark: Scene = {
  width: 520,
  html: markup(
    `body{background:#12171d;color:#d7dee6;padding:18px 20px}header{display:flex;align-items:center;gap:12px;margin-bottom:14px}header h1{font-size:19px;flex:1}.shield{border:1px solid #33414f;border-radius:12px;padding:2px 11px;font-size:12px;color:#9fb0c0}
.panel{background:#1a212a;border:1px solid #28323d;border-radius:8px;padding:6px 14px}table{width:100%;border-spacing:0}td,th{padding:9px 6px;text-align:left;border-bottom:1px solid #26303a}tr:last-child td{border-bottom:0}th{color:#8595a4;font-size:12px}
code{font:13px/18px 'Courier New',monospace;color:#8ec5ff}.meter{height:6px;background:#2a3541;border-radius:3px;width:90px}.meter i{display:block;height:6px;border-radius:3px;background:#3fa66b}.state{font-size:12px;border-radius:3px;padding:1px 7px;background:#1d3b2a;color:#6fd39a}.state.busy{background:#47301a;color:#f0b26b}`,
    `<header><h1>Servers</h1><span class="shield" id="when">Updated 10:42</span><span class="shield" id="user">admin</span></header><div class="panel"><table><thead><tr><th>Name</th><th>Place</th><th>Load</th><th></th><th>State</th></tr></thead><tbody>${servers.map((server, index) => serverRow(server, `s${index + 1}`)).join('')}</tbody></table></div>`,
  ),
};

/** Stands for a photo: soft colours with light in them. */
const photo = (a: string, b: string, c: string) =>
  `radial-gradient(circle at 30% 30%,${a},transparent 60%),radial-gradient(circle at 75% 65%,${b},transparent 55%),linear-gradient(160deg,${c},#26303c)`;

export const product = (id: string, name: string, price: string, picture: string): string =>
  `<li id="${id}"><i class="photo" style="background:${picture}"></i><div><b>${name}</b><span>${price}</span></div><button>Add</button></li>`;

/** Stands for a drawing: flat colours with a straight edge. */
const drawing = (a: string, b: string) => `linear-gradient(160deg,${a} 55%,${b} 55%)`;

export const teal: string = drawing('#7fd1c7', '#2f7f91');

export const shop: Scene = {
  width: 375,
  html: markup(
    `body{background:#fff}header{display:flex;align-items:center;padding:12px 16px;background:#16324f;color:#fff;gap:10px}header b{flex:1;font-size:17px}.bars i{display:block;width:18px;height:2px;background:#fff;margin:3px 0}
.cart{position:relative;font-size:13px}.search{margin:12px 16px;border:1px solid #c5ced7;border-radius:18px;padding:7px 14px;color:#7b8794}li{display:flex;gap:12px;align-items:center;padding:10px 16px;border-bottom:1px solid #e9edf1}
.photo{width:40px;height:40px;border-radius:8px;flex:none}li div{flex:1}li b,li span{display:block}li span{color:#52606d}li button{border:1px solid #16324f;background:#fff;color:#16324f;border-radius:14px;padding:5px 14px;font-size:13px}
footer{display:flex;justify-content:space-around;border-top:1px solid #dde3e9;padding:10px 0;font-size:12px;color:#52606d}footer .on{color:#16324f;font-weight:bold}`,
    `<header><div class="bars"><i></i><i></i><i></i></div><b>Corner shop</b><span class="cart" id="cart">Cart 2</span></header><div class="search" id="search">Search for tea, cups, bowls</div>
<ul>${product('g1', 'Blue bowl', '$14.00', drawing('#9fc4e8', '#3c6ea8'))}${product('g2', 'Clay cup', '$9.50', drawing('#e8b89f', '#a85f3c'))}${product('g3', 'Green plate', '$18.90', drawing('#bfe0a8', '#5f9a4a'))}${product('g4', 'Glass jug', '$26.00', teal)}</ul>
<footer><span class="on">Home</span><span>Orders</span><span id="me">Account</span></footer>`,
  ),
};

export const gallery: Scene = {
  width: 300,
  html: markup(
    `body{padding:14px;background:#fbfaf8}h1{font:22px/28px Georgia,serif;margin-bottom:10px}.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:10px}figure i{display:block;height:38px;border-radius:4px}figcaption{font-size:12px;line-height:16px;color:#5d5850;margin-top:3px}`,
    `<h1>Journeys</h1><div class="grid">${[
      ['Fjord', photo('#a8c8dc', '#3d6f8c', '#1b3a4f')],
      ['Dunes', photo('#f0d9a8', '#c48a4a', '#7a4a22')],
      ['Forest', photo('#b8d8a0', '#3f7a48', '#17402a')],
      ['Harbour', photo('#d8c0e0', '#6a5a9a', '#2a2a5a')],
      ['Snow', photo('#ffffff', '#b8c8d8', '#7890a8')],
      ['Evening', photo('#ffb080', '#c04860', '#301838')],
    ]
      .map(
        ([name, picture], index) =>
          `<figure id="f${index + 1}"><i style="background:${picture}"></i><figcaption>${name}</figcaption></figure>`,
      )
      .join('')}</div>`,
  ),
};

/** Shapes with many curved and slanted edges. */
export const shapes: Scene = {
  width: 420,
  height: 300,
  html: markup(
    `body{background:#fff;padding:16px}.row{display:flex;gap:14px;align-items:center;margin-bottom:16px}.pill{width:120px;height:34px;border-radius:17px;background:#2b6cb0}.ring{width:56px;height:56px;border-radius:50%;border:5px solid #d9822b}.soft{width:90px;height:56px;border-radius:14px;border:1px solid #56636f;background:#f2f5f8}.tilt{width:50px;height:50px;background:#6b46c1;transform:rotate(17deg)}`,
    `<div class="row"><div class="pill"></div><div class="ring"></div><div class="soft"></div><div class="tilt"></div></div>
<svg width="380" height="170" viewBox="0 0 380 170"><path id="wave" d="M5 90C60 10 100 150 160 80S260 20 370 100" fill="none" stroke="#c53030" stroke-width="3"/><circle id="disc" cx="60" cy="120" r="34.4" fill="#2f855a"/><ellipse cx="190" cy="125" rx="56" ry="26" fill="none" stroke="#2b6cb0" stroke-width="2"/><path id="star" d="M310 70l12 27 29 3-22 19 7 29-26-15-26 15 7-29-22-19 29-3z" fill="#d69e2e"/><path d="M240 160L300 60" stroke="#1a202c"/></svg>`,
  ),
};

/** A hint with an arrow and a shadow on nothing. */
export const hint: Scene = {
  width: 320,
  height: 200,
  transparent: true,
  html: markup(
    `html,body{background:transparent}.hint{position:absolute;left:40px;top:40px;width:240px;background:#fff;border-radius:8px;padding:14px 16px;box-shadow:0 6px 18px rgba(15,30,50,.3)}.hint b{display:block;margin-bottom:3px}.arrow{position:absolute;left:30px;bottom:-8px;width:16px;height:16px;background:#fff;transform:rotate(45deg)}`,
    '<div class="hint" id="hint"><i class="arrow"></i><b>Saved</b><span id="say">Your changes are in the draft folder.</span></div>',
  ),
};

/** Translucent parts on nothing. */
export const glass: Scene = {
  width: 320,
  height: 180,
  transparent: true,
  html: markup(
    `html,body{background:transparent}.pane{position:absolute;border-radius:10px}#back{left:24px;top:24px;width:150px;height:110px;background:rgba(40,110,180,.5)}#front{left:120px;top:60px;width:170px;height:90px;background:rgba(230,120,40,.6)}#front span{position:absolute;left:16px;top:32px;color:#fff;font-weight:bold}`,
    '<div class="pane" id="back"></div><div class="pane" id="front"><span>Layer two</span></div>',
  ),
};

export const hero: Scene = {
  width: 340,
  height: 150,
  html: markup(
    `.hero{height:150px;padding:8px 18px;background:linear-gradient(120deg,#17324d,#2d6a8a 55%,#6fb3b8);color:#fff}h1{font:600 20px/28px 'Open Sans',sans-serif;max-width:210px;margin-bottom:6px}p{max-width:220px;opacity:.92}.go{display:inline-block;margin-top:10px;background:#ffb347;color:#3a2400;border-radius:22px;padding:6px 20px;font-weight:bold}.orb{position:absolute;right:14px;top:14px;width:76px;height:76px;border-radius:50%;background:radial-gradient(circle at 35% 35%,#d6f1f0,#3d8f9a 70%,#28606e)}`,
    '<div class="hero"><h1 id="slogan">Maps for walkers</h1><p id="lead">Every path and spring, readable in the rain.</p><span class="go" id="go">See the maps</span><i class="orb" id="orb"></i></div>',
  ),
};

const bubble = (id: string, mine: boolean, words: string) =>
  `<div class="line${mine ? ' mine' : ''}" id="${id}"><i class="face"></i><p>${words}</p></div>`;

export const chat: Scene = {
  width: 380,
  html: markup(
    `body{background:#f4f1ec;padding:14px}.line{display:flex;gap:8px;align-items:flex-end;margin-bottom:10px}.face{width:28px;height:28px;border-radius:50%;background:#c2743f;flex:none}.line p{background:#fff;border-radius:14px;padding:8px 13px;max-width:240px}.mine{flex-direction:row-reverse}.mine .face{background:#3f7ac2}.mine p{background:#d6e8fb}`,
    `${bubble('b1', false, 'Are you coming to the lake on Saturday?')}${bubble('b2', true, 'If the weather holds, yes.')}${bubble('b3', false, 'It says sunny until six. We take the early train, so that we get a place near the water.')}${bubble('b4', true, 'Good. I will bring bread and cheese.')}${bubble('b5', false, 'Perfect!')}`,
  ),
};

const meetings = [
  ['m1', 1, 1, 2, 'Stand-up', '#2b6cb0'],
  ['m2', 2, 2, 2, 'Design', '#6b46c1'],
  ['m3', 3, 1, 3, 'Workshop', '#c05621'],
  ['m4', 4, 4, 2, 'Review', '#2f855a'],
  ['m5', 5, 3, 1, 'Call', '#b83280'],
] as const;

export const calendar: Scene = {
  width: 500,
  height: 340,
  html: markup(
    `body{padding:14px}h1{font-size:18px;margin-bottom:8px}.week{position:relative;display:grid;grid-template-columns:repeat(5,1fr);grid-template-rows:26px repeat(5,46px);border:1px solid #d5dce3}.week>b{font-size:12px;padding:5px 8px;background:#f3f5f8;border-bottom:1px solid #d5dce3}.slot{border-right:1px solid #edf0f3;border-bottom:1px solid #edf0f3}.meet{border-radius:4px;color:#fff;font-size:12px;padding:4px 7px;margin:2px 4px}`,
    `<h1>Week 12</h1><div class="week">${['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day, index) => `<b style="grid-area:1/${index + 1}">${day}</b>`).join('')}
${Array.from({ length: 25 }, (_, index) => `<i class="slot" style="grid-area:${2 + Math.floor(index / 5)}/${1 + (index % 5)}"></i>`).join('')}
${meetings.map(([id, day, from, length, name, colour]) => `<div class="meet" id="${id}" style="grid-area:${from + 1}/${day}/span ${length};background:${colour}">${name}</div>`).join('')}</div>`,
  ),
};
