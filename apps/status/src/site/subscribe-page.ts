import { listComponents } from '../component/components.ts';
import type { Context } from '../context.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export function subscribePage(ctx: Context): string {
  const components = listComponents(ctx);
  const body = html`<h1>Subscribe</h1>${formOf(ctx)}<p>What is new can be followed without an account:</p><ul>
<li><a href="../history.atom">Atom</a> and <a href="../history.rss">RSS</a>, for feed readers</li>
<li><a href="../maintenance.ics">Calendar of maintenance</a> (iCal)</li>
<li><a href="../api/v2/summary.json">Documents for programs</a>, as readers of Statuspage pages know them</li>
<li><a href="../badge.svg">Badge</a> of the whole; of each component: ${components.map(
    ({ id, name }) => html` <a href="../components/${id}/badge.svg">${name}</a>`,
  )}</li></ul>`;
  return layout(ctx, { title: 'Subscribe', up: '../', body });
}

/** The form leads to the program itself, also from a copy of the page elsewhere. */
function formOf(ctx: Context): Html | null {
  const { subscriptions } = ctx.settings;
  if (subscriptions.length === 0) return null;
  const fields = [
    subscriptions.includes('mail')
      ? html`<p><label>By mail, to <input type="email" name="mail" autocomplete="email"></label></p>`
      : null,
    subscriptions.includes('webhook')
      ? html`<p><label>Or by webhook, to <input type="url" name="webhook" placeholder="https://"></label></p>`
      : null,
    subscriptions.includes('chat')
      ? html`<p><label>Or into a chat, by its incoming webhook <input type="url" name="chat" placeholder="https://"></label></p>`
      : null,
  ];
  const boxes = listComponents(ctx).map(
    ({ id, name }) =>
      html`<label><input type="checkbox" name="component" value="${id}"> ${name}</label> `,
  );
  return html`<form method="post" action="${ctx.origin}/subscriptions">${fields}
<fieldset><legend>Only of these (none: of all)</legend>${boxes}</fieldset><p><button>Send me news of incidents</button></p></form>`;
}
