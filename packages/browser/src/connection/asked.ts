/** Characters of addresses that are kept; a page may go on asking for ever. */
const maxCharacters = 4_000_000;

/** Keeps what a page has asked for, whoever answered. */
export class Asked {
  readonly #addresses = new Set<string>();
  #characters = 0;

  /** Since the last `startAgain`; undefined where it was too much to keep. */
  addresses(): string[] | undefined {
    return this.#characters <= maxCharacters ? [...this.#addresses] : undefined;
  }

  startAgain(): void {
    this.#addresses.clear();
    this.#characters = 0;
  }

  note(url: string): void {
    if (/^(data|blob):/i.test(url) || this.#addresses.has(url)) return;
    this.#characters += url.length;
    if (this.#characters <= maxCharacters) this.#addresses.add(url);
  }
}
