/** A run as a client makes it, from the package to the pixels of its picture. */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, operations, TwinlensError } from '@twinlens/contract';
import type { Context } from '../../context.ts';
import { get } from './get.ts';
import { digestOf, rememberPicture } from './image.ts';
import { type Picture, readPicture } from './picture.ts';
import type { Look, Seen } from './probe.ts';
import { colour, side, tinyPackage } from './tiny-package.ts';

const pollMs = 500;

/** Windows of desktop browsers can be no smaller than some 330 to 500 pixels. */
const viewport = '600x400';

const md5 = (data: string | Uint8Array) => createHash('md5').update(data).digest('hex');

export const lookAtRun: Look<'run'> = async (ctx, { targetType }, signal, monitor) => {
  const { origin, client } = ctx.watched;
  if (client === null) {
    return {
      ok: false,
      seen: 'no run can be made: TWINLENS_STATUS_API_KEY and TWINLENS_STATUS_API_SECRET are not set',
    };
  }
  const options = { origin, headers: client };
  const started = performance.now();
  const path = await upload(options, tinyPackage(randomUUID()), signal);
  const payloadString = JSON.stringify({ viewport, staticPackage: path });
  const answer = await call(options, operations.createSnapRequests, {
    body: {
      items: [
        { type: targetType, targetName: 'status', payloadString, payloadHash: md5(payloadString) },
      ],
    },
    signal,
  });
  const [request] = answer?.results ?? [];
  if (request === undefined || 'error' in request) {
    return { ok: false, seen: `the capture was refused: ${request?.error}` };
  }
  for (;;) {
    const params = { id: request.requestId };
    const state = await call(options, operations.pollSnapRequest, { params, signal });
    if (state?.status === 'done') {
      const [url] = state.result.map((one) => one.url);
      const ms = Math.round(performance.now() - started);
      return url === undefined
        ? { ok: false, seen: 'the capture has no picture' }
        : await judge(ctx, monitor, url, ms, signal);
    }
    await sleep(pollMs, undefined, { signal }).catch(() => {
      const seconds = Math.round((performance.now() - started) / 1000);
      throw new TwinlensError('unavailable', `no picture after ${seconds} s`);
    });
  }
};

/** @returns what the server calls the package */
async function upload(
  options: { origin: string; headers: Record<string, string> },
  bytes: Buffer,
  signal: AbortSignal,
): Promise<string> {
  const params = { hash: md5(bytes) };
  const place = await call(options, operations.signPackageUpload, { params, query: {}, signal });
  if (place === undefined || !('signedUrl' in place)) {
    throw new TwinlensError('unavailable', 'there is no place to put a package');
  }
  const put = await fetch(place.signedUrl, {
    method: 'PUT',
    headers: { 'content-type': place.contentType },
    body: new Uint8Array(bytes),
    signal,
  });
  if (!put.ok) {
    throw new TwinlensError('unavailable', `the package was answered with ${put.status}`);
  }
  const stored = await call(options, operations.finalizePackage, { params, query: {}, signal });
  return stored?.path ?? '';
}

async function judge(
  ctx: Context,
  monitor: string,
  url: string,
  ms: number,
  signal: AbortSignal,
): Promise<Seen> {
  const { status, body } = await get(url, { signal });
  if (status !== 200) return { ok: false, seen: `the picture was answered with ${status}` };
  const wrong = firstWrong(readPicture(body));
  if (wrong === null) rememberPicture(ctx, { monitor, url, digest: digestOf(body) });
  return wrong === null
    ? { ok: true, seen: `captured in ${(ms / 1000).toFixed(1)} s, every pixel as expected` }
    : { ok: false, seen: `the picture is not as expected: ${wrong}` };
}

/** Where a picture is not the one of the package; null where it is. */
export function firstWrong({ width, height, channels, pixels }: Picture): string | null {
  if (width < side || height < side) return `it has ${width} x ${height} pixels`;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = (y * width + x) * channels;
      const found = pixels.subarray(at, at + 3);
      if (found.some((value, index) => value !== colour[index])) {
        return `pixel ${x}, ${y} is rgb(${[...found].join(', ')}) instead of rgb(${colour.join(', ')})`;
      }
    }
  }
  return null;
}
