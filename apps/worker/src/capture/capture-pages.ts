import { TwinlensError } from '@twinlens/contract';
import { type CaptureJob, limited } from './job.ts';
import { takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

/** The variant of every page: a page has a title and nothing that would tell variants apart. */
const variant = 'default';

function checkAddress(url: string, title: string): void {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address && ['http:', 'https:'].includes(address.protocol)) return;
  throw new TwinlensError(
    'invalid_request',
    `The page "${title}" has the address ${url}; only http and https addresses can be captured`,
  );
}

/** A refusal is an answer the browser shows like any other; nobody wants a picture of it. */
function checkAnswered(url: string, host: unknown, refusals: ReadonlyMap<string, string>): void {
  const reason = refusals.get(String(host));
  if (reason === undefined) return;
  throw new TwinlensError('invalid_request', `${url} was not captured: ${reason}`);
}

/**
 * Captures web pages, whole, one after the other.
 * @param refusals Hosts that were refused so far, with the reasons.
 * @throws TwinlensError worded for their owner.
 */
export async function capturePages(
  job: CaptureJob,
  refusals: ReadonlyMap<string, string>,
): Promise<void> {
  const { page, limits, payload } = job;
  for (const item of payload.pages ?? []) checkAddress(item.url, item.title);
  for (const item of payload.pages ?? []) {
    const began = performance.now();
    const tooLate = () => `${item.url} did not load within ${limits.loadMs} ms`;
    await limited(job, limits.loadMs, tooLate, async (signal) => {
      await page.navigate(item.url, signal).catch((error: unknown) => {
        checkAnswered(item.url, new URL(item.url).host, refusals);
        throw error;
      });
      await waitUntil(page, `document.readyState === 'complete'`, 'isolated', signal);
      const host = await page.evaluate('location.host', 'isolated', signal);
      checkAnswered(item.url, host, refusals);
    });
    const { title, ...awaited } = item;
    const example = { component: title, variant, ...awaited };
    const rendering = { renderMs: performance.now() - began, rested: false };
    await job.onPicture(await takePicture(job, example, 'page', rendering));
  }
}
