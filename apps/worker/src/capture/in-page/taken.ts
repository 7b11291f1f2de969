/// <reference lib="dom" />

/**
 * Calls `then` after everything the page does in the next two tasks about what has just happened: what
 * renders posts one. Runs in the page: self-contained.
 */
export function taken(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  let hops = 0;
  port1.onmessage = () => {
    hops += 1;
    if (hops < 2) return port2.postMessage(null);
    port1.close();
    then();
  };
  port2.postMessage(null);
}
