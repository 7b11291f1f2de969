import { ExampleError, seconds } from './example-error.ts';
import { type CaptureJob, type DocumentRequests, limited } from './job.ts';
import type { Stage } from './stage.ts';
import { takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

/** Recorded documents, and the root of the package, where what they refer to is found. */
export interface DocumentSite {
  /** Without a trailing slash. */
  origin: string;
  /** In the addresses of the documents, so that none of them can name another. */
  nonce: string;
}

/** The query of a recorded document, with its `?`. */
const searchOf = (nonce: string, index: number) => `?${nonce}-${index}`;

/** The index of the document that is asked for at the root, if one is. */
export function indexOf(nonce: string, search: string): number | undefined {
  const index = Number(search.slice(searchOf(nonce, 0).length - 1));
  return search === searchOf(nonce, index) ? index : undefined;
}

const rebuild = `(() => {
  twinlens.rebuild();
  return twinlens.undefinedElements(twinlens.openRoots());
})()`;

/**
 * Defines custom elements that do nothing. They were defined where they were recorded, and rules for
 * `:not(:defined)` mostly hide them. Only the page's own world can define any.
 */
const define = (names: unknown) => `${JSON.stringify(names)}.forEach((name) => {
  try {
    customElements.define(name, class extends HTMLElement {});
  } catch {} // Not the name of a custom element.
})`;

/** What the document at an address has asked for. */
async function requestsOf(
  job: CaptureJob,
  address: string,
  index: number,
): Promise<DocumentRequests> {
  const { page, limits } = job;
  const tooLate = () => new ExampleError('stopped responding after its picture was taken');
  // The browser tells of requests and answers in their order: none of them is on its way any more.
  await limited(job, limits.answerMs, tooLate, (signal) => page.evaluate('0', 'isolated', signal));
  const { origin } = new URL(address);
  const asked = page.requested()?.filter((one) => one !== address && URL.canParse(one));
  const toPlace = (one: string) => {
    const url = new URL(one);
    return { url, inside: url.origin === origin };
  };
  return { index, asked: asked?.map(toPlace) ?? null };
}

/** Captures documents that were recorded elsewhere, one after the other. */
export async function captureDomSnapshots(
  stage: Stage,
  { origin, nonce }: DocumentSite,
): Promise<void> {
  const { expected, limits, payload, onKnown } = stage.capture;
  const tooLate = () => new ExampleError(`did not load within ${seconds(limits.loadMs)}`);
  await stage.each(payload.snapPayloads ?? [], async (job, { component, variant }, index) => {
    if (expected[index]?.rendered === false) {
      onKnown(index);
      return;
    }
    const { page } = job;
    const address = `${origin}/${searchOf(nonce, index)}`;
    const began = performance.now();
    await limited(job, limits.loadMs, tooLate, async (signal) => {
      await page.navigate(address, signal);
      await waitUntil(page, `document.readyState !== 'loading'`, 'isolated', signal);
      const names = await page.evaluate(rebuild, 'isolated', signal);
      await page.evaluate(define(names), 'page', signal);
      page.stay();
    });
    // No script of it runs: there is nothing it could still do.
    const rendering = { renderMs: performance.now() - began, rested: true };
    const picture = await takePicture(job, { component, variant }, 'content', rendering);
    await job.onPicture({ ...picture, document: await requestsOf(job, address, index) });
  });
}
