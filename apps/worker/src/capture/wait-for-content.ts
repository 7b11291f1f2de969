import { ExampleError } from './example-error.ts';
import { type CaptureJob, limited } from './job.ts';
import { waitFor } from './wait-until.ts';

interface Awaited {
  waitForContent?: string;
  waitForSelector?: string;
}

function conditionOf({ waitForContent, waitForSelector }: Awaited): string | undefined {
  const parts: string[] = [];
  if (waitForContent) {
    parts.push(`twinlens.containsText(${JSON.stringify(waitForContent)}, twinlens.openRoots())`);
  }
  if (waitForSelector) {
    parts.push(`document.querySelector(${JSON.stringify(waitForSelector)}) !== null`);
  }
  return parts.length > 0 ? parts.join(' && ') : undefined;
}

/**
 * Waits for text or an element to be there, in the page or in any frame inside it.
 * @throws ExampleError when it is not there in time and the payload wants that to be a failure;
 * otherwise the capture goes on with a warning in its log.
 */
export async function waitForContent(job: CaptureJob, awaited: Awaited): Promise<void> {
  const condition = conditionOf(awaited);
  if (condition === undefined) return;
  const what = [
    awaited.waitForContent && `the text ${JSON.stringify(awaited.waitForContent)}`,
    awaited.waitForSelector && `an element matching ${JSON.stringify(awaited.waitForSelector)}`,
  ]
    .filter(Boolean)
    .join(' and ');
  const { limits, page, payload } = job;
  const message = `Timed out after ${limits.contentMs} ms while waiting for ${what}`;
  const hangs = () => new ExampleError(`stopped responding while it was waited for ${what}`);
  const deadline = performance.now() + limits.contentMs;
  const there = await limited(job, limits.contentMs + limits.answerMs, hangs, (signal) =>
    waitFor(
      page,
      signal,
      async () => (await page.evaluateInFrames(condition, 'isolated', signal)).includes(true),
      deadline,
    ),
  );
  if (there) return;
  if (payload.failOnWaitForTimeout === true) {
    throw new ExampleError(`failed: ${message}`, { harmless: true });
  }
  job.onDoubt(message);
}
