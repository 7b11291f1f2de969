import type { DestinationKind, TargetType } from '@twinlens/contract';

/** What happens in verbs and is counted by whoever runs the program. Nothing of it names an account. */
export type Happening =
  /** `waitedMs`: since it was asked for. */
  | { kind: 'lease taken'; target: TargetType; waitedMs: number }
  | { kind: 'lease expired'; target: string }
  | { kind: 'captured'; target: string; copied: number; rendered: number; unstable: number }
  | { kind: 'capture failed'; target: string }
  | { kind: 'audited'; pictures: number; disagreements: number }
  /** `tookMs`: since it was asked for, captures included. Told again where its transaction begins anew. */
  | { kind: 'compared'; tookMs: number }
  | { kind: 'told'; destination: DestinationKind; outcome: 'delivered' | 'later' | 'refused' };

/** Whom verbs tell what they do. */
export interface Observer {
  happened(what: Happening): void;
  /** The trace that is under way, as a W3C `traceparent`, for work that goes on elsewhere; null for none. */
  current(): string | null;
  /** Does some work as a part of a trace, where one is under way or given. */
  span<T>(
    name: string,
    options: { parent?: string | null; attributes?: Record<string, string | number> },
    work: () => Promise<T>,
  ): Promise<T>;
  /** Tells a trace of something that is over. */
  past(
    name: string,
    span: {
      parent: string | null;
      since: Date;
      until: Date;
      attributes?: Record<string, string | number>;
    },
  ): void;
}

/** Tells nobody. */
export const unobserved: Observer = {
  happened() {},
  current: () => null,
  span: (_name, _options, work) => work(),
  past() {},
};
