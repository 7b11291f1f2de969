import type { Pixmap } from '../pixmap/pixmap.ts';
import { cutPicture } from '../strips/cut-picture.ts';
import { pixelHashOf } from '../strips/manifest.ts';
import { readerOf } from '../strips/row-reader.ts';

/** The name of a picture by what is seen of it; see `pixelHashOf`. */
export const pixelHash = (picture: Pixmap): string => pixelHashOf(cutPicture(readerOf(picture)));
