/**
 * Guessing passwords is limited three ways: one sender at one address, everybody at one address, one
 * sender at any address.
 */
import { type Counter, countAttempt, counter, forgetAttempt } from '../attempt/count-attempt.ts';
import type { Context } from '../context.ts';

/** Wrong passwords in one window, after which the next attempt is refused unread. */
const limits = { pair: 5, email: 50, sender: 100 };

export interface SignInAttempt {
  email: string;
  /** Network address of the caller. */
  sender: string;
}

function countersOf({ email, sender }: SignInAttempt): Counter[] {
  const address = email.toLowerCase();
  return [
    counter(limits.pair, 'pair', sender, address),
    counter(limits.email, 'email', address),
    counter(limits.sender, 'sender', sender),
  ];
}

/**
 * Counts an attempt before the password is looked at, so that simultaneous guesses cannot slip
 * through together; {@link forgetSignInAttempt} takes it back when the password was right.
 *
 * @returns when to try again, or null when the attempt may go on
 */
export function countSignInAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: SignInAttempt;
}): Promise<Date | null> {
  return countAttempt(ctx, countersOf(input));
}

/** Takes the last count back. */
export function forgetSignInAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: SignInAttempt;
}): Promise<void> {
  return forgetAttempt(ctx, countersOf(input));
}
