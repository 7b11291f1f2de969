import { isAllowed } from '../network/destination.ts';
import type { FileState, PackageDigests } from './package-digests.ts';
import type { Image, KnownExample, Pass } from './plan.ts';

export interface PassSubject {
  key: string;
  digests: PackageDigests;
  /** Of the payload: requests to any other host are refused, which is the same every time. */
  allowedHostnames: readonly string[] | undefined;
}

type Shown = Omit<Pass['pictures'][number], 'files'>;

/** Files of one pass; a page may ask for any number of names. */
const maxFiles = 20_000;

/** Protocols that lead out of the browser. */
const network = new Set(['http:', 'https:', 'ws:', 'wss:']);

/** Writes one pass down while it happens. */
export class PassRecorder {
  readonly #subject: PassSubject;
  readonly #files = new Map<string, string | null>();
  readonly #pictures: Pass['pictures'] = [];
  #unsure = false;
  #complete = false;
  /** Why no picture from here on can be copied; undefined while they can. */
  stoppedBy: string | undefined;

  constructor(subject: PassSubject) {
    this.#subject = subject;
  }

  /** The page asks for an address; `inside` the package or not. */
  ask(url: URL, inside: boolean): void {
    const { digests, allowedHostnames } = this.#subject;
    if (inside) this.#add(digests.foundAt(url));
    else if (network.has(url.protocol) && isAllowed(allowedHostnames, url.hostname)) {
      this.stop(`it asks for ${url.origin}, and what comes from there is not known before`);
    }
  }

  /** Nothing that follows depends on known bytes alone. */
  stop(reason: string): void {
    this.stoppedBy ??= reason;
  }

  /** The picture that comes next was taken although something was still going on. */
  doubt(): void {
    this.#unsure = true;
  }

  /** A picture was taken. @returns Takes its name, once that is known. */
  picture(component: string, variant: string): (image: Image) => void {
    const shown: Shown = { component, variant, image: null, skipped: false };
    const unsure = this.#unsure;
    this.#unsure = false;
    const entry = this.#show(shown);
    return (image) => {
      if (entry && !unsure) entry.image = image;
    };
  }

  skip(component: string, variant: string): void {
    this.#show({ component, variant, image: null, skipped: true });
  }

  /** An example was shown as before and its picture copied. */
  copy({ component, variant, image, skipped, files }: KnownExample): void {
    // It is walked past, which may be too fast for the page to ask for all of it.
    this.#add(files);
    this.#show({ component, variant, image, skipped });
  }

  /** The page has nothing more to show. */
  end(): void {
    this.#complete = true;
  }

  /** What may be remembered; null where that is nothing. */
  pass(): Pass | null {
    if (this.stoppedBy !== undefined && this.#pictures.length === 0) return null;
    return {
      key: this.#subject.key,
      files: [...this.#files].map(([path, digest]) => ({ path, digest })),
      pictures: this.#pictures,
      complete: this.#complete && this.stoppedBy === undefined,
    };
  }

  #add(files: readonly FileState[]): void {
    if (this.stoppedBy !== undefined) return;
    for (const { path, digest } of files) this.#files.set(path, digest);
    if (this.#files.size > maxFiles) this.stop(`it asks for more than ${maxFiles} files`);
  }

  #show(example: Shown): Pass['pictures'][number] | undefined {
    if (this.stoppedBy !== undefined) return undefined;
    const entry = { ...example, files: this.#files.size };
    this.#pictures.push(entry);
    return entry;
  }
}
