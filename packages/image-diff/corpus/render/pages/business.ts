/** Pages of one column: an invoice, a settings form, a list of messages. */
import type { Scene } from '../pair.ts';
import { markup } from './markup.ts';

const lines = [
  ['Hosting, large instance', '2', '$184.00', '$368.00'],
  ['Support by phone', '1', '$420.00', '$420.00'],
  ['Traffic above plan', '20', '$10.60', '$212.00'],
];

export const invoiceRow = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

export const invoice: Scene = {
  width: 440,
  html: markup(
    `body{padding:20px 24px}h1{font-size:24px}.meta{color:#66727f;font-size:13px;margin:6px 0 14px}
.parties{display:flex;justify-content:space-between;margin-bottom:14px}.parties b{display:block}
table{width:100%;border-spacing:0}th{font-size:12px;text-align:left;color:#66727f;border-bottom:2px solid #ccd4dc;padding:6px 4px}
td{padding:8px 4px;border-bottom:1px solid #e4e9ee}td+td,th+th{text-align:right}
.sum{display:flex;justify-content:flex-end;gap:28px;margin-top:14px}.sum b{font-size:18px}
.actions{margin-top:22px;display:flex;gap:10px}.button{background:#0a66c2;color:#fff;border:0;border-radius:5px;padding:9px 18px}
.plain{background:#fff;color:#0a66c2;border:1px solid #b7c3cf}footer{margin-top:26px;font-size:11px;line-height:16px;color:#7b8794}`,
    `<h1>Invoice 2048</h1><p class="meta">Issued <span id="issued">14 March 2026</span>, due in 30 days</p>
<div class="parties"><div><b>Northwind Labs</b>12 Canal Street</div><div><b>Blue Harbor Ltd</b>Unit 9, Dock Road</div></div>
<table><thead><tr><th>Item</th><th>Qty</th><th>Price</th><th>Amount</th></tr></thead>
<tbody>${lines.map(invoiceRow).join('')}</tbody></table>
<div class="sum"><span>Total</span><b id="total">$1,000</b></div>
<div class="actions"><button class="button" id="pay">Pay now</button><button class="button plain" id="download">Download</button></div>
<footer>Payment by transfer or card. Thank you for your business.</footer>`,
  ),
};

const field = (id: string, label: string, value: string, note = '') =>
  `<div class="field" id="${id}"><label>${label}</label><input value="${value}">${note && `<small>${note}</small>`}</div>`;
const tick = (id: string, label: string, on: boolean) =>
  `<div class="tick" id="${id}"><i class="box${on ? ' on' : ''}"></i><span>${label}</span></div>`;

export const form: Scene = {
  width: 360,
  html: markup(
    `body{padding:24px 28px;background:#fff}h1{font-size:21px;margin-bottom:16px}.field{margin-bottom:14px}label{display:block;font-weight:bold;font-size:13px;margin-bottom:4px}
input{width:100%;border:1px solid #b9c2cc;border-radius:4px;padding:8px 10px;color:#1f2933;background:#fff;outline:0}small{color:#6c7884;font-size:12px;display:block;margin-top:4px}
.tick{display:flex;gap:9px;align-items:center;margin-bottom:9px}.box{width:16px;height:16px;border:1px solid #8a96a3;border-radius:3px;background:#fff;position:relative}
.box.on{background:#0a66c2;border-color:#0a66c2}.box.on:after{content:"";position:absolute;left:4px;top:1px;width:4px;height:8px;border:solid #fff;border-width:0 2px 2px 0;transform:rotate(45deg)}
.radio{display:flex;gap:18px;margin:4px 0 14px}.dot{display:inline-block;width:14px;height:14px;border:1px solid #8a96a3;border-radius:50%;vertical-align:-2px;margin-right:6px;background:#fff}
.dot.on{border:4px solid #0a66c2}hr{border:0;border-top:1px solid #dfe5ea;margin:16px 0}.row{display:flex;gap:10px;justify-content:flex-end}
button{border:1px solid #0a66c2;background:#0a66c2;color:#fff;border-radius:5px;padding:9px 20px}button.no{background:#fff;color:#33414e;border-color:#b9c2cc}`,
    `<h1>Profile settings</h1>${field('name', 'Full name', 'Maria Okafor')}${field('mail', 'E-mail', 'maria@okafor.example', 'We never show it to others.')}
${field('city', 'City', 'Lisbon')}<label>Plan</label><div class="radio"><span><i class="dot on" id="free"></i>Free</span><span><i class="dot" id="team"></i>Team</span><span><i class="dot" id="firm"></i>Company</span></div>
${tick('news', 'Send me the monthly letter', true)}${tick('beta', 'Try features before they are released', false)}
<hr id="line"><div class="row"><button class="no" id="cancel">Cancel</button><button id="submit">Submit</button></div>`,
  ),
};

const people: [string, string, string, string, string][] = [
  [
    'Ada Moreno',
    'Contract for the spring fair',
    'I have put the last changes into the draft.',
    '#c05621',
    '09:14',
  ],
  [
    'Jonas Weber',
    'Re: delivery on Friday',
    'The lorry leaves at noon, so we should be fine.',
    '#2b6cb0',
    '08:52',
  ],
  ['Priya Nair', 'Photos of the new office', 'Here are the ones I liked best.', '#2f855a', 'Mon'],
  ['Tom Becker', 'Lunch?', 'There is a new place next to the station.', '#6b46c1', 'Mon'],
];

export const messageOf = (
  [name, subject, start, colour, time]: readonly string[],
  id = '',
): string =>
  `<li id="${id}"><i class="face" style="background:${colour}">${(name ?? '')[0]}</i><div class="what"><b>${name}</b><span class="subject">${subject}</span><span class="start">${start}</span></div><time>${time}</time></li>`;

export const inbox: Scene = {
  width: 420,
  html: markup(
    `header{display:flex;align-items:center;padding:12px 16px;border-bottom:1px solid #dde3e9;gap:10px}header b{font-size:18px;flex:1}
.badge{background:#d64545;color:#fff;border-radius:10px;font-size:12px;padding:1px 8px}li{display:flex;gap:12px;padding:11px 16px;border-bottom:1px solid #e8ecf0}
.face{width:36px;height:36px;border-radius:50%;color:#fff;font-style:normal;display:flex;align-items:center;justify-content:center;flex:none}
.what{flex:1;min-width:0}.what b,.what span{display:block}.start{color:#7b8794;font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}time{color:#7b8794;font-size:12px}`,
    `<header><b>Inbox</b><span class="badge">4</span><svg id="bell" width="20" height="20" viewBox="0 0 20 20"><path d="M10 2a5 5 0 0 0-5 5v4l-2 3h14l-2-3V7a5 5 0 0 0-5-5zM8 16a2 2 0 0 0 4 0z" fill="#52606d"/></svg></header>
<ul>${people.map((person, index) => messageOf(person, `m${index + 1}`)).join('')}</ul>`,
  ),
};
