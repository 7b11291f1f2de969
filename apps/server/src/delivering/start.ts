import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@twinlens/visual-tests';
import { takeDelivery, takeToReadBack } from '@twinlens/visual-tests';
import type { FastifyBaseLogger } from 'fastify';
import { deliver } from './deliver.ts';
import { readBack } from './read-back.ts';

/** How long it rests when nothing is due. Milliseconds. */
const restMs = 500;

/** How many are told at the same time: one that hangs must not keep the others. */
const atOnce = 8;

interface DeliveringOptions {
  ctx: Context;
  logger: FastifyBaseLogger;
  /** Whether addresses of private networks may be called. */
  allowPrivate: boolean;
  /** Of the mail server; null where no mail is sent. */
  smtpUrl: string | null;
}

/** Tells what is due until stopped; a failure is logged, and it goes on after a rest. */
export function startDelivering({ ctx, logger, ...network }: DeliveringOptions): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Set<Promise<void>>();
  const note = (error: unknown) => {
    if (!signal.aborted) logger.error({ err: error }, 'a delivery could not be made');
  };
  /** @returns whether something was due */
  async function startNext(): Promise<boolean> {
    const options = { ...network, signal, timeoutMs: ctx.rules.answerMs };
    const delivery = await takeDelivery({ ctx });
    const toReadBack = delivery === null ? await takeToReadBack({ ctx }) : null;
    const work =
      delivery !== null
        ? deliver(ctx, delivery, options)
        : toReadBack && readBack(ctx, toReadBack, options);
    if (work === null) return false;
    const told: Promise<void> = work.catch(note).finally(() => running.delete(told));
    running.add(told);
    if (running.size >= atOnce) await Promise.race(running);
    return true;
  }
  async function go(): Promise<void> {
    while (!signal.aborted) {
      const wasDue = await startNext().catch((error) => {
        note(error);
        return false;
      });
      if (!wasDue) await sleep(restMs, undefined, { signal }).catch(() => {});
    }
    await Promise.all(running);
  }
  const ended = go();
  return {
    stop() {
      stopping.abort();
      return ended;
    },
  };
}
