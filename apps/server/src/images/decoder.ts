import { TwinlensError } from '@twinlens/contract';
import type { Context } from '@twinlens/visual-tests';
import { createPixelThread } from './pixel-thread.ts';

export interface Decoder
  extends Pick<Context, 'pixelWork' | 'differsOnlyWhereUnstable' | 'lookAtPair'> {
  close(): Promise<void>;
}

/**
 * What the server does to pixels, in two threads: one for what comes in, and one for what somebody looks
 * at, who need not wait for the other.
 *
 * @param onWork told how long each work took, waiting for it included
 */
export function createDecoder(onWork: (work: string, seconds: number) => void): Decoder {
  const incoming = createPixelThread(onWork);
  const shown = createPixelThread(onWork);
  return {
    pixelWork: {
      readPixels: (path) => incoming.ask('read', path),
      compressStrips: (question) => incoming.ask('compress', question),
      verifyStrips: (question) => incoming.ask('verify', question),
      compressAgain: (block, length) => incoming.ask('compress again', { block, length }),
      hashWithoutAreas: (picture, ignored) => incoming.ask('hash', { picture, ignored }),
      encodePng: (picture) => shown.ask('encode', picture).catch(unreadable),
      makeThumbnail: (picture, width) =>
        shown.ask('thumbnail', { picture, width }).catch(unreadable),
      paintResult: (pair) => shown.ask('paint', pair),
    },
    differsOnlyWhereUnstable: (pictures) => incoming.ask('judge', pictures),
    lookAtPair: (pair) => incoming.ask('look', pair),
    async close() {
      await Promise.all([incoming.close(), shown.close()]);
    },
  };
}

/** What is wrong with a picture that is stored is nothing the one who looks at it can help. */
function unreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new TwinlensError('internal', `a stored picture cannot be shown: ${reason}`, { cause });
}
