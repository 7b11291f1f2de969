/** The tables of migrations/0028_deliveries.sql and 0029_forges.sql, as types. Meanings are explained there. */
import type {
  DeliveryContent,
  DeliveryState,
  DestinationKind,
  DestinationSettings,
  ReceivedResponse,
  SentRequest,
} from '@twinlens/contract';
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface DestinationTable {
  id: Generated<number>;
  account_id: number;
  kind: DestinationKind;
  settings: Json<DestinationSettings>;
  sealed_secret: Uint8Array;
  host: string;
  created_at: ColumnType<Date, Date, never>;
}

export interface DeliveryTable {
  id: Generated<number>;
  destination_id: number;
  subject: string | null;
  content: Json<DeliveryContent>;
  state: Generated<DeliveryState>;
  attempts: Generated<number>;
  next_at: Date;
  held_until: ColumnType<Date | null, undefined, Date | null>;
  created_at: ColumnType<Date, Date, never>;
  ended_at: ColumnType<Date | null, undefined, Date | null>;
  read_back_at: ColumnType<Date | null, undefined, Date | null>;
  trace: ColumnType<string | null, string | null, never>;
}

export interface DeliveryAttemptTable {
  id: Generated<number>;
  delivery_id: number;
  at: Date;
  took_ms: number;
  request: ColumnType<SentRequest | null, string | null, never>;
  response: ColumnType<ReceivedResponse | null, string | null, never>;
  problem: string | null;
}

export interface SilentHostTable {
  host: string;
  failures: number;
  since: ColumnType<Date, Date, never>;
  until: Date;
  tried_by: number | null;
}

export interface PullRequestTable {
  account_id: number;
  repository: string;
  number: number;
  open: boolean;
  base: string;
  changed_at: Date;
}

/** The table of migrations/0036_queued_commits.sql. */
export interface QueuedCommitTable {
  account_id: number;
  repository: string;
  sha: string;
  number: number;
  queued_at: Date;
}
