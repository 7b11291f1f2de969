interface Waiting<Answer, About> {
  about: About;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Calls over a connection that wait for their answers, by the ids they were sent under.
 * `About`: what the protocol wants to know of a call when its answer comes.
 */
export class PendingCalls<Answer, About> {
  readonly #waiting = new Map<number, Waiting<Answer, About>>();
  #lastId = 0;

  /** @param send Sends the call under its id. */
  add(about: About, send: (id: number) => void): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { about, resolve, reject });
      send(id);
    });
  }

  /** The call an answer is for, which is not pending any more; undefined where nobody waits for it. */
  take(id: number): Waiting<Answer, About> | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** Gives up on the calls that are `meant`. */
  reject(reason: Error, meant: (about: About) => boolean = () => true): void {
    for (const [id, { about, reject }] of this.#waiting) {
      if (!meant(about)) continue;
      this.#waiting.delete(id);
      reject(reason);
    }
  }
}
