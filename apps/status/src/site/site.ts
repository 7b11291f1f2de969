/** Everything the site has, by its path: what is served and what is exported come from here. */
import { monitorsPath } from '@twinlens/contract';
import { Type } from 'typebox';
import { listComponents } from '../component/components.ts';
import { overall } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { listIncidents } from '../incident/read.ts';
import { monitorsDocument } from '../monitor/read.ts';
import { badge } from './badge.ts';
import { calendar } from './calendar.ts';
import { documentNames, documentsOf } from './documents.ts';
import { atomFeed, rssFeed } from './feeds.ts';
import { homePage } from './home-page.ts';
import { componentPage, historyPage, incidentPage, monthPage, monthsOf } from './other-pages.ts';
import { subscribePage } from './subscribe-page.ts';
import { componentWords } from './words.ts';

export interface Document {
  type: string;
  body: string;
}

/** Long enough to spare a machine many readers look at, short enough for news. */
export const cacheControl = 'public, max-age=10';

export const htmlType = 'text/html; charset=utf-8';
const svgType = 'image/svg+xml';

const page = (body: () => string) => (): Document => ({ type: htmlType, body: body() });

const json = (content: () => unknown) => (): Document => ({
  type: 'application/json',
  body: `${JSON.stringify(content())}\n`,
});

/**
 * What there is, each made when it is asked for. It depends on nothing but the store, so that the same
 * store gives the same bytes wherever and whenever they are made.
 */
export function siteOf(given: Context): Map<string, () => Document> {
  const ctx = { ...given, now: timeOfStore(given) };
  const components = listComponents(ctx);
  const incidents = listIncidents(ctx);
  const months = monthsOf(incidents);
  let made: ReturnType<typeof documentsOf> | null = null;
  const documents = () => {
    made ??= documentsOf(ctx);
    return made;
  };
  const { indicator, description } = overall(
    components.map(({ state }) => state),
    incidents
      .filter(({ kind, resolvedAt }) => kind === 'incident' && resolvedAt === null)
      .map(({ impact }) => impact),
  );
  return new Map<string, () => Document>([
    ['/', page(() => homePage(ctx))],
    ['/history/', page(() => historyPage(ctx))],
    ['/subscribe/', page(() => subscribePage(ctx))],
    ...[...months].map(
      ([key, ofMonth]) => [`/history/${key}/`, page(() => monthPage(ctx, key, ofMonth))] as const,
    ),
    ...incidents.map(
      (incident) =>
        [`/incidents/${incident.id}/`, page(() => incidentPage(ctx, incident))] as const,
    ),
    ...components.flatMap((component) => {
      const { id, name, state } = component;
      const mark = () => ({ type: svgType, body: badge(name, componentWords[state], state) });
      return [
        [`/components/${id}/`, page(() => componentPage(ctx, component))] as const,
        [`/components/${id}/badge.svg`, mark] as const,
      ];
    }),
    [
      '/badge.svg',
      () => ({ type: svgType, body: badge(ctx.settings.name, description, indicator) }),
    ],
    ['/history.atom', () => ({ type: 'application/atom+xml', body: atomFeed(ctx) })],
    ['/history.rss', () => ({ type: 'application/rss+xml', body: rssFeed(ctx) })],
    ['/maintenance.ics', () => ({ type: 'text/calendar; charset=utf-8', body: calendar(ctx) })],
    ...documentNames.map((name) => [`/api/v2/${name}`, json(() => documents()[name])] as const),
    [monitorsPath, json(() => monitorsDocument(ctx))],
  ]);
}

/** The newest time the store knows of: pages are as of then. */
function timeOfStore({ store }: Context): () => Date {
  const at = store.first(
    Type.Object({ at: Type.Integer() }),
    `select max(
       coalesce((select max(checked_at) from monitor), 0),
       coalesce((select max(updated_at) from incident), 0),
       coalesce((select max(created_at) from component), 0)) as at`,
  )?.at;
  return () => new Date(at ?? 0);
}
