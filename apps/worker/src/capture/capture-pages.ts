import { TwinlensError } from '@twinlens/contract';
import { ExampleError, seconds } from './example-error.ts';
import { type CaptureJob, limited } from './job.ts';
import { restMs } from './settle.ts';
import type { Stage } from './stage.ts';
import { takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

/** How a page is named: it has a title and nothing that would tell variants apart. */
export const pageNamed = (title: string) => ({ component: title, variant: 'default' });

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
  throw new ExampleError(`was not captured: ${url}: ${reason}`, { harmless: true });
}

/**
 * Goes to a page and follows it where it leads, until it is at rest: an address may be that of a page
 * that only knows where the content is.
 * @param refusals Hosts that were refused so far, with the reasons.
 */
async function arrive(
  job: CaptureJob,
  url: string,
  refusals: ReadonlyMap<string, string>,
): Promise<void> {
  const { page, limits } = job;
  const before = page.documents();
  const tooLate = () =>
    new ExampleError(
      page.documents() > before + 2
        ? `kept going to other pages for ${seconds(limits.loadMs)}`
        : `did not load within ${seconds(limits.loadMs)}: ${url}`,
    );
  await limited(job, limits.loadMs, tooLate, async (signal) => {
    await page.navigate(url, signal).catch((error: unknown) => {
      checkAnswered(url, new URL(url).host, refusals);
      throw error;
    });
    for (let shown = before; shown !== page.documents(); ) {
      shown = page.documents();
      await waitUntil(page, `document.readyState === 'complete'`, 'isolated', signal);
      await page.pass(restMs, signal);
      // Once it answers again, it is known which document it shows.
      await waitUntil(page, 'true', 'isolated', signal);
    }
    page.stay();
    checkAnswered(url, await page.evaluate('location.host', 'isolated', signal), refusals);
  });
}

/**
 * Captures web pages, whole, one after the other.
 * @param refusals Hosts that were refused so far, with the reasons.
 * @throws TwinlensError worded for their owner.
 */
export async function capturePages(
  stage: Stage,
  refusals: ReadonlyMap<string, string>,
): Promise<void> {
  const pages = stage.capture.payload.pages ?? [];
  for (const { url, title } of pages) checkAddress(url, title);
  const examples = pages.map(({ title, ...item }) => ({ ...pageNamed(title), ...item }));
  await stage.each(examples, async (job, example) => {
    const began = performance.now();
    await arrive(job, example.url, refusals);
    const rendering = { renderMs: performance.now() - began, rested: true };
    await job.onPicture(await takePicture(job, example, 'page', rendering));
  });
}
