/** One comment of ours on a pull request, found again by its first line. */
import type { PullRequestComment, SentRequest } from '@twinlens/contract';
import { Type } from 'typebox';
import { readBody } from './answers.ts';
import { type Ask, Declined } from './channel.ts';

const Comments = Type.Array(Type.Object({ id: Type.Integer(), body: Type.String() }));

/** What is looked through for ours. */
const mostPages = 20;
export const commentsOfPage = 100;

/** How a forge is asked for comments. */
export interface Comments {
  list(page: number): SentRequest;
  create(body: string): SentRequest;
  change(id: number, body: string): SentRequest;
}

const firstLine = (body: string) => body.split('\n', 1)[0] ?? '';

/** The oldest that begins as ours does; null where there is none. */
async function findComment({ list }: Comments, { body }: PullRequestComment, ask: Ask) {
  const mark = firstLine(body);
  for (let page = 1; page <= mostPages; page += 1) {
    const question = list(page);
    const response = await ask(question);
    const comments = response.status === 200 ? readBody(Comments, response) : null;
    if (comments === null) {
      throw new Declined('the comments of the pull request were not told', question, response);
    }
    const found = comments.find((comment) => firstLine(comment.body.trim()).trim() === mark);
    if (found !== undefined) return found;
    if (comments.length < commentsOfPage) break;
  }
  return null;
}

/** Changes the comment there is, also one that was made without our hearing of it. */
export async function commentRequest(
  comments: Comments,
  content: PullRequestComment,
  ask: Ask,
): Promise<SentRequest> {
  const found = await findComment(comments, content, ask);
  return found === null ? comments.create(content.body) : comments.change(found.id, content.body);
}

export async function commentStands(
  comments: Comments,
  content: PullRequestComment,
  ask: Ask,
): Promise<boolean> {
  const found = await findComment(comments, content, ask);
  return found?.body.trim().replaceAll('\r\n', '\n') === content.body.trim();
}
