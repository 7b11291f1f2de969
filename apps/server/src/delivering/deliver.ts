import { type ReceivedResponse, type SentRequest, TwinlensError } from '@twinlens/contract';
import {
  type Context,
  type DeliveryOutcome,
  finishDelivery,
  type TakenDelivery,
} from '@twinlens/visual-tests';
import { channelOf } from './channels.ts';
import { NoAnswer } from './post.ts';
import { type SendOptions, send } from './send.ts';

/** What is kept of a body in the log. Characters. */
const longestLogged = 64 * 1024;

/** Headers that would give a secret away. */
const secretHeaders = ['authorization'];

/** Answers of something in front of a server that is gone: all that is for it waits. */
const goneStatuses = [502, 503, 504];

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
    },
  });
}

async function tell(ctx: Context, delivery: TakenDelivery, options: SendOptions): Promise<Told> {
  const { id, accountId, content, destination } = delivery;
  const channel = channelOf(destination.kind);
  let request: SentRequest | null = null;
  try {
    request = await channel.request(ctx, { id, accountId, ...destination }, content);
    const response = await send(request, options);
    const outcome = channel.judge(response, ctx.now());
    return { request, response, outcome, isSilent: goneStatuses.includes(response.status) };
  } catch (error) {
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

const logged = (
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
