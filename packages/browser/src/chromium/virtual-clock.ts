import { CdpError, type CdpSession } from '../cdp/connection.ts';

/**
 * Of two grants that end at the same time, one is announced after the other: until this much more has
 * passed, the second announcement may be on its way. Milliseconds.
 */
const afterMs = 0.5;

/**
 * The clock of a page, which stands still but for the time we grant. Timers that are due within it run
 * one after the other without anybody waiting, and none of it passes while a request is outstanding.
 * How much time a page was given is then the same in every capture of it.
 */
export class VirtualClock {
  readonly #session: CdpSession;
  readonly #endlessMs: number;
  #expiry: PromiseWithResolvers<void> | undefined;
  /** Ends a grant early. */
  #cut: (() => void) | undefined;
  /** When the renderer's clock was taken over, and what has been granted since. Milliseconds. */
  #base: number | undefined;
  #elapsed = 0;
  /** Something the document loads does not end: its time has to go on without it. */
  #endless = false;
  /**
   * For how long ends of other grants may still be announced, in milliseconds of the page. When one
   * document replaces another in the middle of a grant, nobody says whether the rest of it is lost or
   * not: its end may still be announced, and be taken for that of a later grant. The process of the
   * new document may be granted it anew.
   */
  #doubtMs = 0;

  /** @param endlessMs Time stands still while something loads, but no longer than this. */
  constructor(session: CdpSession, endlessMs: number) {
    this.#session = session;
    this.#endlessMs = endlessMs;
    session.on('Emulation.virtualTimeBudgetExpired', () => this.#expiry?.resolve());
    session.on('Runtime.executionContextsCleared', () => {
      this.#endless = false;
      this.#cut?.();
    });
  }

  /** Takes over the clock, and stops it. @param epoch What it shows, in milliseconds since 1970. */
  async start(epoch: number): Promise<void> {
    await this.#session.send('Performance.enable');
    await this.#set({ policy: 'pause', initialVirtualTime: epoch / 1000 });
  }

  /** What frames are issued for, in milliseconds on the clock of the renderer. */
  get ticks(): number {
    return (this.#base ?? 0) + this.#elapsed;
  }

  /** Gives the page some time, in milliseconds, and waits until it is used up. */
  async grant(ms: number): Promise<void> {
    const { promise: cut, resolve, reject } = Promise.withResolvers<'cut'>();
    // Nobody may be waiting for it yet.
    cut.catch(() => undefined);
    const stopWaiting = this.#session.whenEnded(reject);
    this.#cut = () => resolve('cut');
    const impatience = setTimeout(() => {
      this.#endless = true;
      this.#set({ policy: this.#policy() }).catch(() => undefined);
    }, this.#endlessMs);
    try {
      const began = this.#doubtMs > 0 ? await this.#read() : undefined;
      this.#expiry = Promise.withResolvers();
      await this.#set({ policy: this.#policy(), budget: ms });
      this.#elapsed += ms;
      const end = await Promise.race([this.#passed(ms, began), cut]);
      if (end === 'cut') this.#doubtMs += ms + afterMs;
    } catch (error) {
      // There is no document at this moment: one is replacing another.
      if (!(error instanceof CdpError)) throw error;
      this.#doubtMs += ms + afterMs;
    } finally {
      clearTimeout(impatience);
      stopWaiting();
      this.#expiry = undefined;
      this.#cut = undefined;
    }
  }

  /**
   * Waits until a grant is used up.
   * @param began What the clock showed before, where there is doubt about what is announced.
   */
  async #passed(ms: number, began: number | undefined): Promise<void> {
    for (let seen = began; ; ) {
      await this.#expiry?.promise;
      if (began === undefined || seen === undefined) return;
      const now = await this.#read();
      this.#doubtMs = Math.max(0, this.#doubtMs - (now - seen));
      seen = now;
      const left = ms - (now - began);
      if (left < ms / 100) return;
      // That was the end of an earlier one, and time stands still since. It does not go on to the end
      // of this one unless it is granted once more, so that there will be two announcements of it.
      this.#doubtMs = Math.max(this.#doubtMs, left + afterMs);
      this.#expiry = Promise.withResolvers();
      await this.#set({ policy: this.#policy(), budget: left });
    }
  }

  /** What the clock of the renderer shows, in milliseconds. */
  async #read(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const all = metrics as { name: string; value: number }[];
    return (all.find(({ name }) => name === 'Timestamp')?.value ?? 0) * 1000;
  }

  #policy(): string {
    return this.#endless ? 'advance' : 'pauseIfNetworkFetchesPending';
  }

  async #set(policy: { policy: string; budget?: number; initialVirtualTime?: number }) {
    const answer = await this.#session.send('Emulation.setVirtualTimePolicy', policy);
    const base = Number(answer.virtualTimeTicksBase);
    if (base === this.#base) return;
    // Every process has a clock of its own, and a page may move from one to another.
    this.#base = base;
    this.#elapsed = 0;
  }
}
