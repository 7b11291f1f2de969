/** What a room of a chat is told, before it is put into the form of that chat. */
import { check, type DeliveryContent, type NamedChange, TwinlensError } from '@twinlens/contract';
import { type Context, readComparisonBrief } from '@twinlens/visual-tests';
import { Type } from 'typebox';

export interface ChatMessage {
  /** Whether somebody has to do something. */
  tone: 'good' | 'wait' | 'bad' | 'quiet';
  /** A sentence. */
  title: string;
  /** Counts; null where nothing was compared. */
  counts: string | null;
  /** The first changes, by name. */
  changes: string[];
  /** How many more there are. */
  more: number;
  url: string | null;
}

/** Changes that are named. */
const mostNamed = 5;

const Linked = Type.Object({ url: Type.String() });
const EventBody = Type.Object({
  type: Type.String(),
  text: Type.String(),
  data: Type.Object({
    link: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
    comparison: Type.Optional(Type.Union([Type.Null(), Type.Partial(Linked)])),
    job: Type.Optional(Linked),
  }),
});

/** @throws TwinlensError `not_found`; `internal` for what no room is told */
export async function readMessage(
  ctx: Context,
  accountId: number,
  content: DeliveryContent,
): Promise<ChatMessage> {
  if (content.type === 'comparison') return messageOfComparison(ctx, accountId, content);
  const event = content.type === 'event' ? check(EventBody, content.body) : null;
  if (event === null || !event.ok) {
    throw new TwinlensError('internal', `a ${content.type} is nothing a chat can be told`);
  }
  const { type, text, data } = event.value;
  const url = data.link ?? data.url ?? data.comparison?.url ?? data.job?.url ?? null;
  return {
    tone: type === 'job.failed' ? 'bad' : 'quiet',
    // It may end with its link, which has a button here.
    title: url === null ? text : text.replace(url, '').trim(),
    counts: null,
    changes: [],
    more: 0,
    url,
  };
}

async function messageOfComparison(
  ctx: Context,
  accountId: number,
  { comparisonId }: { comparisonId: number },
): Promise<ChatMessage> {
  const brief = await readComparisonBrief({
    ctx,
    input: { accountId, comparisonId, changes: mostNamed },
  });
  const { counts, changes, state, project, title } = brief;
  const all = counts.changed + counts.added + counts.deleted;
  const words = all === 1 ? '1 change' : `${all} changes`;
  const verdict =
    all === 0
      ? 'No changes'
      : state === 'success'
        ? `${words}, accepted`
        : state === 'failure'
          ? `${words}, rejected`
          : `${words} to review`;
  return {
    tone: state === 'success' ? 'good' : state === 'failure' ? 'bad' : 'wait',
    title: `${project}: ${verdict} in ${title}`,
    counts: `${counts.changed} changed, ${counts.added} added, ${counts.deleted} deleted, ${counts.unchanged} unchanged`,
    changes: changes.map(nameOf),
    more: all - changes.length,
    url: brief.url,
  };
}

const nameOf = ({ kind, component, variant, target }: NamedChange) =>
  `${kind}: ${component} / ${variant} / ${target}`;

/** What a test says. */
export const trial: ChatMessage = {
  tone: 'quiet',
  title: 'A test of Twinlens: verdicts are told here from now on',
  counts: null,
  changes: [],
  more: 0,
  url: null,
};

/** As much of a text as a chat takes; the end shows that it was cut. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  if (text.length <= most) return text;
  while (characters.join('').length > most - 1) characters.pop();
  return `${characters.join('')}…`;
}
