/** Traces as the programs make them. */

export type Attributes = Record<string, string | number | boolean>;

export interface SpanOptions {
  /** What it belongs to, as a W3C `traceparent`; what is under way when left out. */
  parent?: string | null | undefined;
  /** Begins a trace where it belongs to nothing; otherwise such work is no span. */
  begins?: boolean;
  attributes?: Attributes;
}

export interface PastSpan {
  parent: string | null;
  since: Date;
  until: Date;
  attributes?: Attributes;
}

export interface Tracing {
  /** What is under way, as a W3C `traceparent`; null for nothing. */
  current(): string | null;
  /** The same for a line of a log. */
  ids(): { traceId: string; spanId: string } | undefined;
  /** Does some work as a span. An error of it is noted, and thrown. */
  span<T>(
    name: string,
    options: SpanOptions,
    work: (note: (attributes: Attributes) => void) => Promise<T>,
  ): Promise<T>;
  /** Tells of something that is over. @returns it, for what was a part of it; null for nothing */
  past(name: string, span: PastSpan): string | null;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

/** Makes no traces, at no cost. */
export const noTracing: Tracing = {
  current: () => null,
  ids: () => undefined,
  span: (_name, _options, work) => work(ignore),
  past: () => null,
  stop: async () => {},
};

function ignore(): void {}
