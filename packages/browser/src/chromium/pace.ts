/** How the time of a page passes, whose frames are issued by us. */
export interface Pace {
  /**
   * Gives the page whatever time and frames it needs until `work` has settled; answers that.
   * @param givenMs What to give it at once to begin with, where time is ours to give. Milliseconds.
   */
  during<T>(work: Promise<T>, givenMs?: number): Promise<T>;
  /** Lets this much of the page's time pass, in milliseconds. */
  pass(ms: number): Promise<void>;
}
