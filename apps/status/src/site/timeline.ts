/** Incidents and their updates, as several pages show them. */
import type { Incident, Update } from '../incident/read.ts';
import { isOver, titleOf, wordOf } from '../incident/rules.ts';
import { type Html, html } from './html.ts';
import { markdown } from './markdown.ts';
import { duration, time } from './time.ts';
import { impactWords, listed } from './words.ts';

/** "This incident affected: API and Web UI." */
export const affectedLine = ({ kind, affected }: Incident): Html | null =>
  affected.length === 0
    ? null
    : html`<p class="soft">${kind === 'incident' ? 'This incident affected' : 'This maintenance concerns'}: ${listed(affected.map(({ name }) => name))}.</p>`;

/** Each update with what it is called and when it was; the newest first, as people look for what is new. */
export const updateList = ({ updates }: Incident): Html =>
  html`<ol class="updates">${updates
    .map((update, index) => oneUpdate(update, updates[index - 1] ?? null))
    .toReversed()}</ol>`;

function oneUpdate(update: Update, before: Update | null): Html {
  const edits = update.edits.map(
    ({ at, body, shownAt, reason }) =>
      html`<li>${time(at)}: ${reason}. Before, for ${time(shownAt)}, it said:<div class="body">${markdown(body)}</div></li>`,
  );
  return html`<li id="${update.id}"><h3>${titleOf(update.state, before?.state ?? null)}</h3>
<div class="body">${markdown(update.body)}</div><small>${time(update.at)}${update.edits.length > 0 ? ', edited' : ''}</small>${
    edits.length === 0
      ? null
      : html`<details><summary>What it said before</summary><ul>${edits}</ul></details>`
  }</li>`;
}

/** How an incident stands; a postmortem is written of what is resolved. */
export const standOf = ({ state }: Incident): string =>
  state === 'postmortem' ? 'Resolved, with a postmortem' : wordOf(state);

/** What an incident did and how long, in a line. */
export function factLine(incident: Incident): Html {
  const { kind, impact, startedAt, resolvedAt, scheduledFor, scheduledUntil } = incident;
  if (kind === 'maintenance' && scheduledFor !== null && scheduledUntil !== null) {
    return html`<p class="soft">Planned for ${time(scheduledFor)} to ${time(scheduledUntil)}</p>`;
  }
  const lasted =
    resolvedAt === null || !isOver(incident.state)
      ? 'not over yet'
      : `lasted ${duration(resolvedAt - startedAt)}`;
  return html`<p class="soft"><span class="${impact}">${impactWords[impact]}</span>, began ${time(startedAt)}, ${lasted}</p>`;
}
