import type { Document } from '../site/site.ts';

/** Where the site is kept as files. */
export interface ExportPlace {
  /** @param file relative, with slashes */
  write(file: string, document: Document): Promise<void>;
}
