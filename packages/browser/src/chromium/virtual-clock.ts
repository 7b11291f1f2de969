import { CdpError, type CdpSession } from '../cdp/connection.ts';

/** Time stands still while something loads; what loads for longer than this does not end. Milliseconds. */
const loadMs = 10_000;

/**
 * The clock of a page, which stands still but for the time we grant. Timers that are due within it run
 * one after the other without anybody waiting, and none of it passes while a request is outstanding.
 * How much time a page was given is then the same in every capture of it.
 */
export class VirtualClock {
  readonly #session: CdpSession;
  #expired: (() => void) | undefined;
  /** When the renderer's clock was taken over, and what has been granted since. Milliseconds. */
  #base: number | undefined;
  #elapsed = 0;
  /** Something the document loads does not end: its time has to go on without it. */
  #endless = false;

  constructor(session: CdpSession) {
    this.#session = session;
    session.on('Emulation.virtualTimeBudgetExpired', () => this.#expired?.());
    // The document that was given the time has gone, and says nothing any more.
    session.on('Runtime.executionContextsCleared', () => {
      this.#endless = false;
      this.#expired?.();
    });
  }

  /** Takes over the clock, and stops it. @param epoch What it shows, in milliseconds since 1970. */
  async start(epoch: number): Promise<void> {
    await this.#set({ policy: 'pause', initialVirtualTime: epoch / 1000 });
  }

  /** What frames are issued for, in milliseconds on the clock of the renderer. */
  get ticks(): number {
    return (this.#base ?? 0) + this.#elapsed;
  }

  /** Gives the page some time, in milliseconds, and waits until it is used up. */
  async grant(ms: number): Promise<void> {
    const { promise: expired, resolve, reject } = Promise.withResolvers<void>();
    // Nobody waits for it where the command fails already.
    expired.catch(() => undefined);
    this.#expired = resolve;
    const stopWaiting = this.#session.whenEnded(reject);
    const impatience = setTimeout(() => {
      this.#endless = true;
      this.#set({ policy: this.#policy(), budget: ms }).catch(() => undefined);
    }, loadMs);
    try {
      await this.#set({ policy: this.#policy(), budget: ms });
      this.#elapsed += ms;
      await expired;
    } catch (error) {
      // There is no document at this moment: one is replacing another.
      if (!(error instanceof CdpError)) throw error;
    } finally {
      clearTimeout(impatience);
      stopWaiting();
      this.#expired = undefined;
    }
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
