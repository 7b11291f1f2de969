/** The tables of migrations/0002_people.sql that verbs touch, as types. */
import type { ColumnType } from 'kysely';

type TimeWithDefault = ColumnType<Date, Date | undefined, Date>;

export interface PersonTable {
  id: string;
  name: string;
  email: string;
  created_at: TimeWithDefault;
  updated_at: TimeWithDefault;
}

export interface SignInCredentialTable {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  password: string | null;
  created_at: TimeWithDefault;
  updated_at: TimeWithDefault;
}

export interface SignInLinkTable {
  token_hash: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface AttemptTable {
  key: string;
  count: number;
  window_started_at: Date;
}
