/** Answers the server brought along with the page. */
import { callKey, type FirstAnswer, firstAnswersId } from '@twinlens/contract/first-answers';

/** Milliseconds after which they are no longer what the server would answer. */
const freshMs = 15_000;

function readAnswers(): Map<string, unknown> {
  const text = document.getElementById(firstAnswersId)?.textContent;
  const answers = text ? (JSON.parse(text) as FirstAnswer[]) : [];
  return new Map(answers.map(({ key, body }) => [key, body]));
}

const answers = readAnswers();

/** As `fetch`; what the page brought along is answered with that, once. */
export const fetchFirst: typeof fetch = async (input, init) => {
  if (answers.size > 0 && typeof input === 'string' && (init?.method ?? 'GET') === 'GET') {
    const key = callKey(input);
    const body = answers.get(key);
    answers.delete(key);
    if (body !== undefined && performance.now() < freshMs) return Response.json(body);
  }
  return fetch(input, init);
};
