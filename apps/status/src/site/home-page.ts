import { type Component, listComponents } from '../component/components.ts';
import { daysOf, overall } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { lastSeen } from '../monitor/read.ts';
import { uptimeBars } from './bars.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { dayOf, isoOf, time } from './time.ts';
import { affectedLine, factLine, standOf, updateList } from './timeline.ts';
import { componentWords } from './words.ts';

export const barDays = 90;
/** How far back the first page tells what was. */
const recentDays = 14;
const dayMs = 86_400_000;

export function homePage(ctx: Context): string {
  const components = listComponents(ctx);
  const incidents = listIncidents(ctx);
  const open = incidents.filter(
    ({ kind, resolvedAt }) => kind === 'incident' && resolvedAt === null,
  );
  const planned = incidents
    .filter(({ kind, resolvedAt }) => kind === 'maintenance' && resolvedAt === null)
    .toReversed();
  const now = ctx.now().getTime();
  const recent = incidents.filter(
    ({ resolvedAt }) => resolvedAt !== null && resolvedAt > now - recentDays * dayMs,
  );
  const { indicator, description } = overall(
    components.map(({ state }) => state),
    open.map(({ impact }) => impact),
  );
  const seen = lastSeen(ctx);
  const body = html`<h1 class="headline ${indicator}">${description}</h1>
${
  seen === null
    ? html`<p class="soft">Nothing has been checked yet.</p>`
    : html`<p class="soft">Last checked ${time(seen)}</p><p class="stale" hidden data-at="${isoOf(seen)}">Nothing has been checked for more than five minutes: what this page says may be old.</p>`
}
${section(
  'Open incidents',
  open.map((incident) => inFull(incident)),
)}
${section(
  'Scheduled maintenance',
  planned.map((incident) => inFull(incident)),
)}
<section aria-labelledby="components"><h2 id="components">Components</h2><ul class="components">${components.map(
    (component) => oneComponent(component, now),
  )}</ul></section>
<section aria-labelledby="recent"><h2 id="recent">The last ${recentDays} days</h2>${
    recent.length === 0
      ? html`<p class="soft">No incidents since ${dayOf(now - recentDays * dayMs)}.</p>`
      : html`<ul class="incidents">${recent.map((incident) => inShort(incident, ''))}</ul>`
  }<p><a href="history/">All incidents, by month</a></p></section>`;
  return layout(ctx, { title: description, up: '', body });
}

const section = (title: string, items: Html[]): Html | null =>
  items.length === 0
    ? null
    : html`<section aria-label="${title}"><h2>${title}</h2><ul class="incidents">${items}</ul></section>`;

const inFull = (incident: Incident): Html =>
  html`<li><h3><a href="incidents/${incident.id}/">${incident.name}</a></h3>${factLine(incident)}${updateList(incident)}${affectedLine(incident)}</li>`;

/** An incident as one entry of a list. */
export const inShort = (incident: Incident, up: string): Html =>
  html`<li><div class="row"><h3><a href="${up}incidents/${incident.id}/">${incident.name}</a></h3><span class="soft">${standOf(incident)}</span></div>${factLine(incident)}${affectedLine(incident)}</li>`;

const oneComponent = ({ id, name, description, state, changes }: Component, now: number): Html =>
  html`<li><div class="row"><h3><a href="components/${id}/">${name}</a></h3><span class="${state}">${componentWords[state]}</span></div>${
    description === null ? null : html`<p class="soft">${description}</p>`
  }${uptimeBars(name, daysOf(changes, now, barDays))}</li>`;
