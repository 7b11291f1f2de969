import type { Tracing } from '@twinlens/telemetry';

/** A `fetch` whose calls say which trace they are a part of. */
export function tracedFetch(fetch: typeof globalThis.fetch, tracing: Tracing): typeof fetch {
  return (input, init = {}) => {
    const traceparent = tracing.current();
    if (traceparent === null) return fetch(input, init);
    const headers = new Headers(init.headers);
    headers.set('traceparent', traceparent);
    return fetch(input, { ...init, headers });
  };
}
