/** Pictures that are made for whoever looks, out of those that are kept. */
import { type Static, Type } from 'typebox';
import { ImageHash, PathId } from '../fields.ts';
import { operation } from '../operation.ts';
import { thumbnailWidths } from '../thumbnails.ts';

export const getThumbnail = operation({
  id: 'getThumbnail',
  method: 'GET',
  path: '/a/:account/thumbnails/:width/:hash.png',
  access: 'public',
  summary:
    'A picture, small: its top, at most twice as high as wide; of an animated one the first frame. Under the name of the picture, cached for ever.',
  params: Type.Object({
    account: PathId,
    width: Type.Enum(thumbnailWidths, { description: 'one of the widths there are, in pixels' }),
    hash: ImageHash,
  }),
  responseType: 'image/png',
});

/**
 * What can be shown of two pictures: the later one dimmed, with what differs painted over it; or only
 * that, on nothing, to be laid over the later one.
 */
export const resultImageKinds = ['highlight', 'mask'] as const;
export const ResultImageKind = Type.Enum(resultImageKinds);
export type ResultImageKind = Static<typeof ResultImageKind>;

export const getResultImage = operation({
  id: 'getResultImage',
  method: 'GET',
  path: '/a/:account/results/:engine/:before/:after/:kind.png',
  access: 'public',
  summary:
    'What differs between two pictures that were compared, by the names of both and the version of the engine: `highlight` is the later one, dimmed, with what differs painted over it, `mask` only that. Cached for ever.',
  params: Type.Object({
    account: PathId,
    engine: PathId,
    before: ImageHash,
    after: ImageHash,
    kind: ResultImageKind,
  }),
  responseType: 'image/png',
});
