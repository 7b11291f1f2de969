/** Which pictures were seen of each example. */
export class Sightings {
  readonly #hashes = new Map<string, Set<string>>();

  /** @param name Component and variant. @param hash Of the pixels. */
  add(name: string, hash: string): void {
    const seen = this.#hashes.get(name) ?? new Set();
    this.#hashes.set(name, seen.add(hash));
  }

  get examples(): number {
    return this.#hashes.size;
  }

  /** Examples that looked different at different times, by name. */
  get unstable(): string[] {
    return [...this.#hashes].flatMap(([name, hashes]) => (hashes.size > 1 ? [name] : []));
  }
}
