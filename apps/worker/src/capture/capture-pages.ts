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

/** Captures web pages, whole, one after the other. @throws TwinlensError worded for their owner. */
export async function capturePages(job: CaptureJob): Promise<void> {
  const { page, limits, payload } = job;
  for (const item of payload.pages ?? []) checkAddress(item.url, item.title);
  for (const item of payload.pages ?? []) {
    const began = performance.now();
    const tooLate = () => `${item.url} did not load within ${limits.loadMs} ms`;
    await limited(job, limits.loadMs, tooLate, async (signal) => {
      await page.navigate(item.url, signal);
      await waitUntil(page, `document.readyState === 'complete'`, 'isolated', signal);
    });
    const { title, ...awaited } = item;
    const example = { component: title, variant, ...awaited };
    await takePicture(job, example, 'page', performance.now() - began);
  }
}
