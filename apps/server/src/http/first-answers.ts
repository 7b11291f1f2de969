/** What the page of a comparison asks for first, answered along with the page. */
import {
  callKey,
  changeKinds,
  type FirstAnswer,
  type Operations,
  type ResponseOf,
  rowsAtATime,
} from '@twinlens/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface FirstContent {
  answers: FirstAnswer[];
  /** Addresses of the pictures that are shown first. */
  pictures: string[];
}

type Comparison = ResponseOf<Operations['getComparison']>;
type Changes = ResponseOf<Operations['listChanges']>;

const comparisonPath = /^\/a\/(\d+)\/p\/(\d+)\/compare\/([^/]+)\/([^/]+)$/;

/** What of an address chooses other rows than the first of their kind; then only the rest is answered. */
const choices = [
  'q',
  'd',
  's',
  'g',
  'o',
  'component',
  'target',
  'browser',
  'viewport',
  'size',
  'owner',
];

/**
 * Asks what the page would, through the same routes and as the same person, so that it can find out
 * nothing more than the page could. What is not answered is left to the page.
 *
 * @returns null for pages of other things
 */
export async function findFirstContent(
  app: FastifyInstance,
  request: FastifyRequest,
): Promise<FirstContent | null> {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const [, account, project, sha1, sha2] = comparisonPath.exec(pathname) ?? [];
  if (account === undefined) return null;
  const answers: FirstAnswer[] = [];
  async function ask<T>(url: string): Promise<T | null> {
    const { cookie } = request.headers;
    const answer = await app.inject({ url, headers: cookie === undefined ? {} : { cookie } });
    if (answer.statusCode !== 200) return null;
    const body = answer.json<T>();
    answers.push({ key: callKey(url), body });
    return body;
  }
  const [, comparison] = await Promise.all([
    ask('/api/me'),
    ask<Comparison>(`/api/a/${account}/p/${project}/comparisons/${sha1}/${sha2}`),
  ]);
  if (comparison === null || choices.some((name) => searchParams.has(name))) {
    return { answers, pictures: [] };
  }
  const { counts } = comparison;
  const wanted = changeKinds.find((kind) => kind === searchParams.get('t'));
  const kind = wanted ?? changeKinds.find((one) => counts[one] > 0) ?? 'changed';
  const query = new URLSearchParams({
    kind,
    offset: '0',
    limit: String(rowsAtATime),
    groupBy: 'component',
    order: 'name',
  });
  const list = await ask<Changes>(
    `/api/a/${account}/comparisons/${comparison.id}/changes?${query}`,
  );
  const index = Number.parseInt(searchParams.get('c') ?? '0', 10);
  const shown = list?.changes[index];
  const { before, after } = shown ?? {};
  if (before && after && kind !== 'unchanged') {
    const pair = `${before.snapshotId}/${after.snapshotId}`;
    await ask(`/api/a/${account}/comparisons/${comparison.id}/differences/${pair}`);
  }
  const images = [before?.image, after?.image];
  return { answers, pictures: images.flatMap((image) => (image ? [image.url] : [])) };
}
