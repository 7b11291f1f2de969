import { type ReceivedResponse, type SentRequest, TwinlensError } from '@twinlens/contract';
import {
  type Context,
  type DeliveryOutcome,
  finishDelivery,
  type TakenDelivery,
} from '@twinlens/visual-tests';
import { type Ask, Declined } from './channel.ts';
import { channelOf } from './channels.ts';
import { longestList, NoAnswer } from './post.ts';
import { type SendOptions, send } from './send.ts';

/** What is kept of a body in the log. Characters. */
const longestLogged = 64 * 1024;

/** Headers that would give a secret away. */
const secretHeaders = ['authorization', 'private-token'];

/** Answers of something in front of a server that is gone: all that is for it waits. */
const goneStatuses = [502, 503, 504];

/**
 * What there is to ask and to tell in one attempt takes no longer: whoever is not heard of for a minute
 * has died. Milliseconds.
 */
const longestAttemptMs = 45_000;

interface Told {
  /** Null where it could not even be put into words. */
  request: SentRequest | null;
  response: ReceivedResponse | null;
  outcome: DeliveryOutcome;
  isSilent: boolean;
}

/** Tells one thing and writes down what came of it. */
export async function deliver(
  ctx: Context,
  delivery: TakenDelivery,
  options: SendOptions,
): Promise<void> {
  const { id, attempt, trace, destination } = delivery;
  const attributes = {
    'twinlens.delivery': id,
    'twinlens.attempt': attempt,
    'twinlens.destination': destination.kind,
  };
  await ctx.observer.span('deliver', { parent: trace, attributes }, () =>
    tellAndNote(ctx, delivery, options),
  );
}

async function tellAndNote(
  ctx: Context,
  delivery: TakenDelivery,
  options: SendOptions,
): Promise<void> {
  const startedAt = ctx.now();
  const told = await tell(ctx, delivery, options);
  await finishDelivery({
    ctx,
    input: {
      ...told,
      delivery,
      startedAt,
      random: Math.random(),
      request: told.request && logged(told.request, channelOf(delivery.destination.kind)),
      response: told.response && cut(told.response),
    },
  });
}

/** Asks, within what is left of the time of one attempt. */
export function askWithin(options: SendOptions): Ask {
  const until = performance.now() + longestAttemptMs;
  return (question) => {
    const left = Math.max(1, Math.round(until - performance.now()));
    const timeoutMs = Math.min(options.timeoutMs, left);
    return send(question, { ...options, longest: longestList, timeoutMs });
  };
}

async function tell(ctx: Context, delivery: TakenDelivery, options: SendOptions): Promise<Told> {
  const { id, attempt, accountId, content, destination } = delivery;
  const channel = channelOf(destination.kind);
  const to = { accountId, ...destination };
  const ask = askWithin(options);
  const judged = (request: SentRequest, response: ReceivedResponse): Told => ({
    request,
    response,
    outcome: channel.judge(response, ctx.now(), content, to),
    isSilent: goneStatuses.includes(response.status),
  });
  let request: SentRequest | null = null;
  try {
    // An earlier attempt may have been taken without our hearing of it.
    const known = attempt > 1 ? await lookFor(ctx, delivery, ask) : null;
    if (known?.stands) return { ...known, outcome: { kind: 'delivered' }, isSilent: false };
    request = await channel.request(ctx, { id, ...to }, content, ask);
    return judged(request, await ask(request));
  } catch (error) {
    if (error instanceof Declined) return judged(error.question, error.response);
    if (error instanceof NoAnswer) {
      const outcome: DeliveryOutcome = { kind: 'later', problem: error.message, afterMs: null };
      // It is not its fault when this server is stopped.
      return { request, response: null, outcome, isSilent: !options.signal.aborted };
    }
    if (!(error instanceof TwinlensError)) throw error;
    const outcome: DeliveryOutcome = error.retryable
      ? { kind: 'later', problem: error.message, afterMs: null }
      : { kind: 'refused', problem: error.message };
    return { request, response: null, outcome, isSilent: false };
  }
}

interface Looked {
  stands: boolean | null;
  /** The last question and its answer. */
  request: SentRequest;
  response: ReceivedResponse;
}

/**
 * Looks whether the other side has what it was told; null where nothing can be asked.
 * @throws NoAnswer; TwinlensError
 */
export async function lookFor(
  ctx: Context,
  { accountId, content, destination }: Pick<TakenDelivery, 'accountId' | 'content' | 'destination'>,
  ask: Ask,
): Promise<Looked | null> {
  const channel = channelOf(destination.kind);
  const told: Omit<Looked, 'stands'>[] = [];
  const noted: Ask = async (request) => {
    const response = await ask(request);
    told.push({ request, response });
    return response;
  };
  const found = channel.stands?.({ accountId, ...destination }, content, noted, ctx.now());
  const stands = await found?.catch((error) => {
    // Whoever may write need not be one who may read.
    if (error instanceof Declined) return null;
    throw error;
  });
  const last = told.at(-1);
  return last === undefined || stands === undefined ? null : { ...last, stands };
}

export const logged = (
  { method, url, headers, body }: SentRequest,
  { isAddressSecret }: { isAddressSecret?: true },
): SentRequest => ({
  method,
  url: isAddressSecret ? `${new URL(url).origin}/…` : url,
  headers: Object.fromEntries(
    Object.entries(headers).filter(([name]) => !secretHeaders.includes(name)),
  ),
  body: body.slice(0, longestLogged),
});

export const cut = (response: ReceivedResponse): ReceivedResponse => ({
  ...response,
  body: response.body.slice(0, longestLogged),
});
