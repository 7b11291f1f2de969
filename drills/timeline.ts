/** What happened when, and whether it was what had to happen. */
export interface Moment {
  /** Seconds since the beginning. */
  at: number;
  text: string;
  /** Null where nothing is claimed. */
  held: boolean | null;
}

export class Timeline {
  readonly moments: Moment[] = [];
  readonly #begun = Date.now();
  readonly #title: string;

  constructor(title: string) {
    this.#title = title;
  }

  #add(text: string, held: boolean | null): void {
    const at = (Date.now() - this.#begun) / 1000;
    this.moments.push({ at, text, held });
    const mark = held === null ? '    ' : held ? 'ok  ' : 'FAIL';
    process.stderr.write(`${this.#title} ${at.toFixed(1).padStart(6)} s  ${mark} ${text}\n`);
  }

  /** Something that was done. */
  note(text: string): void {
    this.#add(text, null);
  }

  /** Something that has to be so. */
  expect(text: string, held: boolean): void {
    this.#add(text, held);
  }

  get failed(): Moment[] {
    return this.moments.filter(({ held }) => held === false);
  }
}
