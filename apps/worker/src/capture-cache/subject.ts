import { createHash } from 'node:crypto';
import { blocksOf } from '@twinlens/contract';
import type { CaptureJob } from '../capture/job.ts';
import type { PackageFiles } from '../network/package-site.ts';
import { digestsOf, type PackageDigests } from './package-digests.ts';
import { keyOf, type Surroundings } from './surroundings.ts';

type Payload = CaptureJob['payload'];

/** What is to be captured, as the cache sees it. */
export interface Subject {
  payload: Payload;
  files: PackageFiles;
  digests: PackageDigests;
  /**
   * A recorded document is opened by itself, so there is a pass of each. The examples of a package
   * share one page, and what one of them shows may depend on those before it: they are one pass.
   */
  kind: 'documents' | 'package';
  /** Of its passes, in their order. */
  keys: string[];
}

interface Request {
  type: string;
  targetName: string;
  payload: Payload;
  files: PackageFiles | undefined;
}

/**
 * Everything a recorded document is put together from: style sheets, of which only those that apply,
 * by their digests, which many documents share.
 */
function documentsOf({ globalCSS, snapPayloads = [] }: Payload): string[] {
  const digests = new Map<string, string>();
  const digestOf = (css: string): string => {
    const digest = digests.get(css) ?? createHash('sha256').update(css).digest('hex');
    digests.set(css, digest);
    return digest;
  };
  return snapPayloads.map(({ html, css, stylesheets, htmlElementAttrs, bodyElementAttrs }) => {
    const styles = blocksOf(globalCSS, stylesheets).map(digestOf);
    return JSON.stringify({ styles, css, htmlElementAttrs, bodyElementAttrs, html });
  });
}

/** Null where nothing is ever copied: pages of the web have no bytes that are known before. */
export function subjectOf(
  { type, targetName, payload, files = new Map() }: Request,
  surroundings: Surroundings,
): Subject | null {
  const { staticPackage, assetsPackage: _, snapPayloads, pages, ...options } = payload;
  if (pages) return null;
  const common = { payload, files, digests: digestsOf(files) };
  if (staticPackage !== undefined) {
    const document = files.get('iframe.html');
    if (!document) return null;
    // The name of the target is told to the page.
    const keys = [keyOf(surroundings, { type, targetName, options }, document)];
    return { ...common, kind: 'package', keys };
  }
  if (!snapPayloads) return null;
  const { globalCSS: _css, ...rest } = options;
  const keys = documentsOf(payload).map((document) =>
    keyOf(surroundings, { type, options: rest }, document),
  );
  return { ...common, kind: 'documents', keys };
}
