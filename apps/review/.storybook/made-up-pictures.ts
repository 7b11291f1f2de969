/** Puts the pictures of the made-up data where the pages look for them, drawn when the Storybook is built. */
import { thumbnailUrl, thumbnailWidths } from '@twinlens/contract';
import type { Plugin } from 'vite';
import { accessibilityChanges, accessibilitySnapshots } from '../made-up/accessibility.ts';
import { pictureAt } from '../made-up/drawing/picture-at.ts';
import { changeOfPage, pages } from '../made-up/pages.ts';
import type { Side } from '../made-up/picture.ts';
import { imageOf, type Kind } from '../made-up/rows.ts';

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** Rows that stories show: of lists their first, and those of every kind of change. */
const rows = [
  ...range(0, 200),
  ...range(600, 607),
  ...range(900, 903),
  ...[1200, 1203],
  ...range(1500, 1503),
  ...range(1700, 1704),
];
const kinds: Kind[] = ['changed', 'added', 'deleted', 'unchanged', 'unstable'];
const sides: Side[] = ['before', 'after', 'again'];

interface Places {
  url: string;
  thumbnails: string[];
}

function withThumbnails(url: string): Places {
  const thumbnails = thumbnailWidths.map((width) => thumbnailUrl(url, width));
  return { url, thumbnails: thumbnails.filter((path) => path !== null) };
}

/** Where every picture and what is made of it stands. */
function* placesOfPictures(): Generator<Places> {
  for (const row of rows) {
    for (const side of sides) {
      yield withThumbnails(imageOf(row, side).url);
    }
  }
  // These are stills, whatever their numbers.
  const changes = [...pages.map(changeOfPage), ...kinds.flatMap(accessibilityChanges)];
  const sidesOfChanges = changes.flatMap(({ before, after }) => [before, after]);
  for (const side of [...sidesOfChanges, ...accessibilitySnapshots()]) {
    if (side) yield withThumbnails(side.image.url);
  }
}

export const madeUpPictures: Plugin = {
  name: 'made-up-pictures',
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const picture = pictureAt(request.url ?? '');
      if (picture === null) return next();
      response.writeHead(200, { 'content-type': picture.type }).end(picture.body);
    });
  },
  generateBundle() {
    const emit = (path: string, source: Buffer) =>
      this.emitFile({ type: 'asset', fileName: path.slice(1), source });
    for (const { url, thumbnails } of placesOfPictures()) {
      const picture = pictureAt(url);
      if (picture !== null) emit(url, picture.body);
      for (const path of thumbnails) {
        const thumbnail = pictureAt(path);
        if (thumbnail !== null) emit(path, thumbnail.body);
      }
    }
  },
};
