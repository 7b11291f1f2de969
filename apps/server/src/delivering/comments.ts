/** One comment of ours on a pull request, found again by its first line. */
import type { PullRequestComment, ReceivedResponse, SentRequest } from '@twinlens/contract';
import { Type } from 'typebox';
import { readBody } from './answers.ts';
import { type Ask, Declined } from './channel.ts';

/** As much of a comment as is needed to know it and to change it. */
export interface Comment {
  id: number;
  body: string;
}

interface Page<One extends Comment> {
  comments: One[];
  /** Where the list goes on, as the forge counts; null where it ends. */
  next: number | null;
}

/** How a forge is asked for comments. */
export interface Comments<One extends Comment = Comment> {
  /** @param from where the list goes on; null for its beginning */
  list(from: number | null): SentRequest;
  /** Null for what is no list of comments. */
  read(response: ReceivedResponse, from: number | null): Page<One> | null;
  create(body: string): SentRequest;
  change(comment: One, body: string): SentRequest;
}

/** What is looked through for ours. */
const mostPages = 20;
export const commentsOfPage = 100;

const Listed = Type.Array(Type.Object({ id: Type.Integer(), body: Type.String() }));

/** Reads what is listed as GitHub does; Gitea lists all of it at once. */
export function readListed(response: ReceivedResponse): Page<Comment> | null {
  const comments = readBody(Listed, response);
  return comments && { comments, next: null };
}

/** The same where pages have numbers. */
export const readNumbered: Comments['read'] = (response, from) => {
  const page = readListed(response);
  return page && { ...page, next: page.comments.length < commentsOfPage ? null : (from ?? 1) + 1 };
};

const firstLine = (body: string) => body.split('\n', 1)[0] ?? '';

/** The first that begins as ours does; null where there is none. */
async function findComment<One extends Comment>(
  { list, read }: Comments<One>,
  { body }: PullRequestComment,
  ask: Ask,
): Promise<One | null> {
  const mark = firstLine(body);
  let from: number | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const question = list(from);
    const response = await ask(question);
    const answered: Page<One> | null = response.status === 200 ? read(response, from) : null;
    if (answered === null) {
      throw new Declined('the comments of the pull request were not told', question, response);
    }
    const found = answered.comments.find((one) => firstLine(one.body.trim()).trim() === mark);
    if (found !== undefined) return found;
    if (answered.next === null) break;
    from = answered.next;
  }
  return null;
}

/** Changes the comment there is, also one that was made without our hearing of it. */
export async function commentRequest<One extends Comment>(
  comments: Comments<One>,
  content: PullRequestComment,
  ask: Ask,
): Promise<SentRequest> {
  const found = await findComment(comments, content, ask);
  return found === null ? comments.create(content.body) : comments.change(found, content.body);
}

export async function commentStands<One extends Comment>(
  comments: Comments<One>,
  content: PullRequestComment,
  ask: Ask,
): Promise<boolean> {
  const found = await findComment(comments, content, ask);
  return found?.body.trim().replaceAll('\r\n', '\n') === content.body.trim();
}
