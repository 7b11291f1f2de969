import { createHash, randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { Context } from '../../context.ts';
import { get } from './get.ts';
import type { Look } from './probe.ts';

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

const Row = Type.Object({ url: Type.String(), digest: Type.String() });

/** Notes the picture of a run that went well. */
export const rememberPicture = (
  { store }: Context,
  picture: { monitor: string; url: string; digest: string },
): number =>
  store.run(
    `insert into run_picture (monitor, url, digest) values (:monitor, :url, :digest)
     on conflict (monitor) do update set url = excluded.url, digest = excluded.digest`,
    picture,
  );

/** The picture of the last run is served as it was. */
export const lookAtImage: Look<'image'> = async (ctx, { of, uncached = false }, signal) => {
  const known = ctx.store.first(Row, 'select url, digest from run_picture where monitor = :of', {
    of,
  });
  if (known === undefined) return { ok: false, seen: 'no run has made a picture yet' };
  const url = uncached ? `${known.url}?uncached=${randomUUID()}` : known.url;
  const { status, body } = await get(url, { signal });
  if (status !== 200) return { ok: false, seen: `answered ${status}` };
  return digestOf(body) === known.digest
    ? { ok: true, seen: 'served as it was captured' }
    : { ok: false, seen: 'other bytes are served than were captured' };
};
