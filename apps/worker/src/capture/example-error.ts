import { PageGoneError, PageScriptError } from '@twinlens/browser';

/** One example cannot be captured, by its own doing; others can. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError';
  /** Whether the page is as good as before, and may go on to the next example. */
  readonly harmless: boolean;

  /** @param did What it did, to follow its name in a sentence. */
  constructor(did: string, { harmless = false } = {}) {
    super(did);
    this.harmless = harmless;
  }
}

/** A duration as people say it. */
export const seconds = (ms: number): string => `${ms / 1000} s`;

function endOf({ end }: PageGoneError): string {
  switch (end.how) {
    case 'crashed':
      return 'crashed the page';
    case 'not drawn':
      return `could not be drawn within ${seconds(Math.round(end.ms))}`;
    case 'out of memory':
      return `ran out of memory: the page used more than ${Math.round(end.limit / 2 ** 20)} MB`;
    case 'out of disk':
      return `filled the disk: the page kept more than ${Math.round(end.limit / 2 ** 20)} MB`;
    case 'left':
      return `went to another page: ${end.url.slice(0, 500)}`;
  }
}

/** What an example did, to follow its name; undefined where the error was not its doing. */
export function deedOf(error: unknown): string | undefined {
  if (error instanceof ExampleError) return error.message;
  if (error instanceof PageGoneError) return endOf(error);
  if (error instanceof PageScriptError) return `failed: ${error.message}`;
  return undefined;
}

/** Whether the page may go on to the next example after an error. */
export const isHarmless = (error: unknown): boolean =>
  error instanceof ExampleError && error.harmless;

/** Whether it may have been chance, or the machine, so that the example deserves another try. */
export const isDoubtful = (error: unknown): boolean =>
  error instanceof PageGoneError && ['crashed', 'not drawn'].includes(error.end.how);

/** An example as sentences name it. */
export const nameOf = ({ component, variant }: { component: string; variant: string }): string =>
  `"${component}, ${variant}"`;
