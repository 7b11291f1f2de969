import { check, EdgeStatus, unreadyWords } from '@twinlens/contract';
import { get } from './get.ts';
import type { Look } from './probe.ts';

export const lookAtHttp: Look<'http'> = async (
  _ctx,
  { url, contains, address, anyAnswer = false },
  signal,
) => {
  const { status, body } = await get(url, { address, signal });
  if (!anyAnswer && (status < 200 || status > 299))
    return { ok: false, seen: `answered ${status}` };
  if (contains !== undefined && !body.toString('utf8').includes(contains)) {
    return { ok: false, seen: `answered ${status}, without "${contains}" in it` };
  }
  return { ok: true, seen: `answered ${status}` };
};

/** Whoever watches the edge looks every second; clocks of two machines may differ. Milliseconds. */
const oldLookMs = 60_000;

/**
 * The edge alerts of nothing. While a change is on its way, what it wants, has loaded and sees from outside
 * differs for a moment: it alerts once that lasts for too long.
 */
export const lookAtEdge: Look<'edge'> = async (ctx, { url }, signal) => {
  const { status, body } = await get(url, { signal });
  if (status !== 200) return { ok: false, seen: `answered ${status}` };
  const checked = check(EdgeStatus, JSON.parse(body.toString('utf8')));
  if (!checked.ok) return { ok: false, seen: `is no status of an edge: ${checked.problem}` };
  const { at, wanted, loaded, seen, alerts } = checked.value;
  const oldMs = ctx.now().getTime() - Date.parse(at);
  if (oldMs > oldLookMs)
    return { ok: false, seen: `has not looked at itself for ${Math.round(oldMs / 1000)} s` };
  const words = `generation ${wanted} is wanted, ${loaded} loaded, ${seen} seen`;
  const told = alerts.map(({ text }) => text).join('; ');
  return { ok: alerts.length === 0, seen: told === '' ? words : `${words}; ${told}` };
};

/** The load balancer serves the configuration that is wanted: two documents with the same text. */
export const lookAtGeneration: Look<'generation'> = async (_ctx, { wanted, seen }, signal) => {
  const [of, at] = await Promise.all([get(wanted, { signal }), get(seen, { signal })]);
  if (of.status !== 200) return { ok: false, seen: `the wanted generation: answered ${of.status}` };
  if (at.status !== 200) return { ok: false, seen: `the seen generation: answered ${at.status}` };
  const [want, is] = [of.body.toString('utf8').trim(), at.body.toString('utf8').trim()];
  return want === is
    ? { ok: true, seen: `generation ${is.slice(0, 80)} is wanted and seen` }
    : {
        ok: false,
        seen: `generation ${want.slice(0, 80)} is wanted, and ${is.slice(0, 80)} is seen`,
      };
};

/**
 * A part of the servers that only they see: what they say of it where they are asked, or what the edge
 * has heard of them. Whether anybody answers at all is for other monitors to say.
 */
export const lookAtPart: Look<'part'> = async (_ctx, { part, url }, signal) => {
  const answer = await get(url, { signal }).catch((error: Error) => error);
  if (answer instanceof Error) {
    return { ok: true, seen: `nobody says anything of it: ${answer.message}` };
  }
  const words = unreadyWords[part];
  return answer.body.toString('utf8').includes(words)
    ? { ok: false, seen: words }
    : { ok: true, seen: `answered ${answer.status}, and nothing is said against it` };
};
