import { TwinlensError } from '@twinlens/contract';
import { type Context, finishReadBack, type TakenToReadBack } from '@twinlens/visual-tests';
import { channelOf } from './channels.ts';
import { askWithin, cut, logged, lookFor } from './deliver.ts';
import { NoAnswer } from './post.ts';
import type { SendOptions } from './send.ts';

/** Looks whether something told is still there. Where no answer comes, it is looked for again later. */
export async function readBack(
  ctx: Context,
  taken: TakenToReadBack,
  options: SendOptions,
): Promise<void> {
  try {
    const looked = await lookFor(ctx, taken, askWithin(options));
    await finishReadBack({
      ctx,
      input: {
        id: taken.id,
        found: looked && {
          stands: looked.stands,
          request: logged(looked.request, channelOf(taken.destination.kind)),
          response: cut(looked.response),
        },
      },
    });
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof TwinlensError)) throw error;
  }
}
