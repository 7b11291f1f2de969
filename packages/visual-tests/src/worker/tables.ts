/** The tables of the fleet, as types. Meanings are explained in migrations/0031_fleet.sql. */
import type { TargetType } from '@twinlens/contract';
import type { ColumnType, Generated } from 'kysely';

export interface ServedTarget {
  type: TargetType;
  /** By which a target has to ask for it; absent where it is what comes with the type. */
  name?: string;
  browser: string;
  version: string;
  lacks: string[];
}

export interface RefusedBrowser {
  browser: string;
  why: string;
}

export type WorkerState = 'in service' | 'drained' | 'quarantined';

export interface WorkerTokenTable {
  id: Generated<number>;
  label: string;
  digest: string;
  created_by: string;
  created_at: Date;
  revoked_at: ColumnType<Date | null, undefined, Date>;
}

export interface WorkerTable {
  id: Generated<number>;
  token_id: number | null;
  name: string;
  types: string[];
  targets: ColumnType<ServedTarget[], string | undefined, string>;
  refused: ColumnType<RefusedBrowser[], string | undefined, string>;
  fonts: string | null;
  out_of_service: string | null;
  state: Generated<WorkerState>;
  reason: string | null;
  by_calibration: Generated<boolean>;
  failures: Generated<number>;
  last_failure: string | null;
  failed_at: Date | null;
  first_seen_at: Date;
  seen_at: Date;
}

export interface CalibrationTable {
  worker_id: number;
  version: string;
  digest: string;
  since: Date;
  good_at: Date | null;
  checked_at: Date;
}
