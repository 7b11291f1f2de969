/** News of incidents for feed readers: Atom (RFC 4287) and RSS 2.0. */
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { titleOf } from '../incident/rules.ts';
import { escapeHtml } from './html.ts';
import { markdown } from './markdown.ts';
import { clockOf, dayOf, isoOf } from './time.ts';
import { listed } from './words.ts';

/** As many as a feed has; older ones are on the page. */
const entries = 50;

/** XML has no place for most control characters. */
const safe = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  escapeHtml(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));

/** Every update of an incident, the newest first, as markup. */
function contentOf(incident: Incident): string {
  const updates = incident.updates.map(({ state, body, at }, index) => {
    const title = titleOf(state, incident.updates[index - 1]?.state ?? null);
    return `<p><strong>${title}</strong>, ${dayOf(at)}, ${clockOf(at)}</p>${markdown(body).text}`;
  });
  const names = incident.affected.map(({ name }) => name);
  const affected =
    names.length === 0 ? '' : `<p>This incident affected: ${escapeHtml(listed(names))}.</p>`;
  return updates.toReversed().join('') + affected;
}

export function atomFeed(ctx: Context): string {
  const { origin, settings } = ctx;
  const items = listIncidents(ctx)
    .slice(0, entries)
    .map(
      (incident) => `<entry>
<id>${origin}/incidents/${incident.id}/</id>
<title>${safe(incident.name)}</title>
<published>${isoOf(incident.createdAt)}</published>
<updated>${isoOf(incident.updatedAt)}</updated>
<link rel="alternate" type="text/html" href="${origin}/incidents/${incident.id}/"/>
<content type="html">${safe(contentOf(incident))}</content>
</entry>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${origin}/</id>
<title>${safe(settings.name)} status</title>
<updated>${isoOf(ctx.now().getTime())}</updated>
<author><name>${safe(settings.name)}</name></author>
<link rel="alternate" type="text/html" href="${origin}/"/>
<link rel="self" type="application/atom+xml" href="${origin}/history.atom"/>
${items.join('\n')}
</feed>
`;
}

const rfc822 = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');

export function rssFeed(ctx: Context): string {
  const { origin, settings } = ctx;
  const items = listIncidents(ctx)
    .slice(0, entries)
    .map(
      (incident) => `<item>
<title>${safe(incident.name)}</title>
<link>${origin}/incidents/${incident.id}/</link>
<guid isPermaLink="true">${origin}/incidents/${incident.id}/</guid>
<pubDate>${rfc822(incident.startedAt)}</pubDate>
<description>${safe(contentOf(incident))}</description>
</item>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${safe(settings.name)} status</title>
<link>${origin}/</link>
<description>Incidents and maintenance of ${safe(settings.name)}</description>
<pubDate>${rfc822(ctx.now().getTime())}</pubDate>
<atom:link rel="self" type="application/rss+xml" href="${origin}/history.rss"/>
${items.join('\n')}
</channel>
</rss>
`;
}
