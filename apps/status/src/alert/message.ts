/** What operators are told of an incident, in the form each way takes. */
import type { Context } from '../context.ts';
import type { Incident } from '../incident/read.ts';
import { wordOf } from '../incident/rules.ts';
import { plainText } from '../site/markdown.ts';
import { isoOf } from '../site/time.ts';
import { impactWords, listed } from '../site/words.ts';
import { type Letter, threadOf } from '../subscription/send.ts';

export interface Message {
  /** One line. */
  text: string;
  document: object;
  letter: Letter;
}

export function messageOf(ctx: Context, incident: Incident): Message {
  const url = `${ctx.origin}/incidents/${incident.id}/`;
  const { id, name, state, impact, affected: components } = incident;
  const said = plainText(incident.updates.at(-1)?.body ?? '');
  const affected = listed(components.map((component) => component.name));
  const startedAt = isoOf(incident.startedAt);
  const title = `${wordOf(state)}: ${name} (${impactWords[impact].toLowerCase()})`;
  const text = `${title}. ${said} ${url}`;
  return {
    text,
    document: {
      type: 'incident',
      text,
      incident: { id, name, state, impact, components, affected, startedAt, url },
    },
    letter: {
      subject: title.replace(/[\r\n]+/g, ' '),
      text: [said, `Affected: ${affected}`, `Since: ${startedAt}`, url]
        .filter(Boolean)
        .join('\n\n'),
      unsubscribe: null,
      thread: threadOf(ctx.origin, id),
    },
  };
}
