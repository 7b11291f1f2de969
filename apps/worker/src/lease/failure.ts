import { BrowserGoneError, PageGoneError, PageScriptError } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import { deedOf, isDoubtful } from '../capture/example-error.ts';

/** What the person who asked is told, and whether trying again may help. */
export function failureOf(error: unknown): { message: string; retryable: boolean } {
  if (error instanceof BrowserGoneError) {
    return { message: `The browser crashed: ${error.message}`, retryable: true };
  }
  if (error instanceof PageScriptError) return { message: error.message, retryable: false };
  if (error instanceof PageGoneError) {
    const message = `The page itself, before any example, ${deedOf(error)}`;
    return { message, retryable: isDoubtful(error) };
  }
  if (error instanceof TwinlensError) {
    return { message: error.message, retryable: error.retryable };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message: `The worker failed: ${message}`, retryable: true };
}
