import type { Context } from '../context.ts';
import type { Incident } from '../incident/read.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { markdown } from './markdown.ts';

/**
 * Where an operator writes what was learned. It works without scripts: a preview is an answer like any other.
 * @param shown whether the text is shown as it will be
 * @param token as it was given, so that it need not be given again
 */
export function postmortemPage(
  ctx: Context,
  incident: Incident,
  { body, token, shown }: { body: string; token: string; shown: boolean },
): string {
  const preview = shown
    ? html`<section aria-labelledby="preview"><h2 id="preview">As it will be shown</h2><div class="body card">${markdown(body)}</div></section>`
    : null;
  const page = html`<h1>Postmortem</h1><p>Of <a href="./">${incident.name}</a>, in Markdown.</p>${preview}
<form method="post"><p><label for="body">Text</label><textarea id="body" name="body" rows="24" required>${body}</textarea></p>
<p><label>Token of operators <input type="password" name="token" value="${token}" autocomplete="current-password" required></label></p>
<p><button name="do" value="preview">Preview</button> <button name="do" value="publish">Publish</button></p></form>`;
  return layout(ctx, { title: 'Postmortem', up: '../../', body: page });
}
