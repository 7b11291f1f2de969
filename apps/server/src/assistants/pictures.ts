/** Pictures as assistants are shown them: in the answer itself, and so not larger than it may be. */

import type { ContentBlock } from '@modelcontextprotocol/server';
import { thumbnailShape, thumbnailWidths } from '@twinlens/contract';
import { type Context, readImage, readResultImage } from '@twinlens/visual-tests';
import { text } from './content.ts';

/** Bytes of a PNG; a third more in base64, which makes 1 MB. */
const mostBytes = 750_000;

export interface Pictures {
  /**
   * The picture behind an address of this server, with a line about it; only that line and the address
   * where it is kept by somebody else.
   *
   * @param label what it is, such as "before"
   * @throws TwinlensError `not_found`
   */
  show(label: string, url: string): Promise<ContentBlock[]>;
}

const imagePath = /^\/a\/(\d+)\/img\/([0-9a-f]{32})\.a?png$/;
const resultPath = /^\/a\/(\d+)\/results\/(\d+)\/([0-9a-f]{32})\/([0-9a-f]{32})\/highlight\.png$/;

/** Reads what a path of this server shows; null where that is no picture. */
function readPath(ctx: Context, path: string): Promise<Uint8Array> | null {
  const [, account, hash] = imagePath.exec(path) ?? [];
  if (account !== undefined && hash !== undefined) {
    return readImage({ ctx, input: { accountId: Number(account), hash } });
  }
  const [, owner, engine, before, after] = resultPath.exec(path) ?? [];
  if (owner === undefined || before === undefined || after === undefined) return null;
  const result = { engine: Number(engine), before, after, kind: 'highlight' as const };
  return readResultImage({ ctx, input: { accountId: Number(owner), ...result } });
}

export function createPictures(ctx: Context): Pictures {
  return {
    async show(label, url) {
      const { origin, pathname } = new URL(url);
      const png = origin === ctx.origin ? await readPath(ctx, pathname) : null;
      if (png === null) return [text(`${label}: kept by another server, ${url}`)];
      const image = (bytes: Uint8Array, note: string): ContentBlock[] => [
        text(`${label}${note}: ${url}`),
        { type: 'image', data: Buffer.from(bytes).toString('base64'), mimeType: 'image/png' },
      ];
      if (png.length <= mostBytes) return image(png, '');
      for (const width of thumbnailWidths.toReversed()) {
        const small = await ctx.pixelWork.makeThumbnail({ png }, width);
        const note = ` (made smaller: its top, at most ${width} pixels wide and ${width * thumbnailShape} high)`;
        if (small.length <= mostBytes) return image(small, note);
      }
      return [text(`${label}: too large to be shown here, ${url}`)];
    },
  };
}
