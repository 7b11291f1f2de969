/** Answers a page of the server brings along, so that what it shows first need not be asked for. */

/** The id of the element that has them: JSON, a list. */
export const firstAnswersId = 'first-answers';

/** Rows a page asks for at a time: the server has to guess the same call. */
export const rowsAtATime = 200;

export interface FirstAnswer {
  /** Path and query of a GET, as {@link callKey} writes them. */
  key: string;
  /** JSON. */
  body: unknown;
}

/** Path and query of a call, the same for the same call: parameters are in the order of their names. */
export function callKey(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.sort();
  return `${pathname}?${searchParams}`;
}
