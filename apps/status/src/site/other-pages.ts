/** The pages of an incident, of the history by month, and of a component. */
import type { Component } from '../component/components.ts';
import { daysOf, uptimeOf } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import {
  dailyDays,
  dailyLatencyOf,
  hourlyDays,
  latencyOf,
  type MonitorView,
  monitorsOf,
} from '../monitor/read.ts';
import { lossOf, percent, uptimeBars } from './bars.ts';
import { latencyChart } from './charts.ts';
import { barDays, inShort } from './home-page.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { dayOf, monthKey, monthOf, time } from './time.ts';
import { affectedLine, factLine, standOf, updateList } from './timeline.ts';
import { componentWords } from './words.ts';

export function incidentPage(ctx: Context, incident: Incident): string {
  const body = html`<h1>${incident.name}</h1><p>${standOf(incident)}</p>${factLine(incident)}${affectedLine(incident)}
<section aria-labelledby="updates"><h2 id="updates">Updates</h2>${updateList(incident)}</section>
<p><a href="../../history/${monthKey(incident.startedAt)}/">All of ${monthOf(incident.startedAt)}</a></p>`;
  return layout(ctx, { title: incident.name, up: '../../', body });
}

/** Months that have something to tell, the newest first. */
export function monthsOf(incidents: readonly Incident[]): Map<string, Incident[]> {
  return Map.groupBy(incidents, ({ startedAt }) => monthKey(startedAt));
}

export function historyPage(ctx: Context): string {
  const months = monthsOf(listIncidents(ctx));
  const rows = [...months].map(
    ([key, incidents]) =>
      html`<li class="row"><h2><a href="${key}/">${monthOf(Date.parse(key))}</a></h2><span>${incidents.length} ${incidents.length === 1 ? 'entry' : 'entries'}</span></li>`,
  );
  const body = html`<h1>History</h1>${
    rows.length === 0
      ? html`<p>Nothing has happened yet.</p>`
      : html`<ul class="incidents">${rows}</ul>`
  }`;
  return layout(ctx, { title: 'History', up: '../', body });
}

export function monthPage(ctx: Context, key: string, incidents: readonly Incident[]): string {
  const name = monthOf(Date.parse(key));
  const body = html`<h1>${name}</h1><ul class="incidents">${incidents.map((incident) => inShort(incident, '../../'))}</ul>
<p><a href="../">All months</a></p>`;
  return layout(ctx, { title: name, up: '../../', body });
}

function monitorSection(ctx: Context, { id, title, seen, at }: MonitorView): Html {
  const daily = dailyLatencyOf(ctx, id);
  // What the chart of hours shows already is not shown twice.
  const longer =
    daily.length > hourlyDays
      ? html`<h3>${dailyDays} days</h3>${latencyChart(`${title}, by day`, daily)}`
      : null;
  return html`<section><h2>${title}</h2><p class="soft">${seen}${at === null ? null : html`, ${time(at)}`}</p>${latencyChart(title, latencyOf(ctx, id))}${longer}</section>`;
}

export function componentPage(ctx: Context, component: Component): string {
  const { id, name, description, state, since, changes } = component;
  const now = ctx.now().getTime();
  const days = daysOf(changes, now, barDays);
  const bad = days.filter((day) => day.state !== null && day.state !== 'operational').toReversed();
  const incidents = listIncidents(ctx).filter(({ affected }) =>
    affected.some((one) => one.id === id),
  );
  const body = html`<h1>${name}</h1>${description === null ? null : html`<p>${description}</p>`}
<p><span class="${state}">${componentWords[state]}</span> <span class="soft">since ${time(since)}</span></p>
<section aria-labelledby="uptime"><h2 id="uptime">${barDays} days</h2>${uptimeBars(name, days)}
<p>${percent(uptimeOf(days))} available; a partial outage counts half.</p>
${
  bad.length === 0
    ? null
    : html`<table><thead><tr><th scope="col">Day</th><th scope="col">What was</th></tr></thead><tbody>${bad.map(
        (day) => html`<tr><td>${dayOf(day.start)}</td><td>${lossOf(day)}</td></tr>`,
      )}</tbody></table>`
}</section>
${monitorsOf(ctx, id).map((monitor) => monitorSection(ctx, monitor))}
<section aria-labelledby="incidents"><h2 id="incidents">Incidents</h2>${
    incidents.length === 0
      ? html`<p class="soft">None so far.</p>`
      : html`<ul class="incidents">${incidents.map((incident) => inShort(incident, '../../'))}</ul>`
  }</section>
<p><a href="badge.svg">Badge for other pages</a></p>`;
  return layout(ctx, { title: name, up: '../../', body });
}
