/** FNV-1a (Fowler, Noll and Vo), twice, from different beginnings: 64 bits of text, here and in browsers. */
export class TextHash {
  #one = 0x811c9dc5;
  #two = 0x01234567;

  add(text: string): void {
    for (let at = 0; at < text.length; at++) this.#mix(text.charCodeAt(at));
    this.end();
  }

  /** Adds a part of a text, one letter so many times. */
  repeat(letter: string, times: number): void {
    const code = letter.charCodeAt(0);
    for (let time = 0; time < times; time++) this.#mix(code);
  }

  /** Between two texts, so that their border counts. */
  end(): void {
    this.#mix(0x100);
  }

  #mix(value: number): void {
    this.#one = Math.imul(this.#one ^ value, 0x01000193);
    this.#two = Math.imul(this.#two ^ value, 0x01000193) + 0x9e3779b9;
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#one, this.#two]
      .map((half) => (half >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }
}
