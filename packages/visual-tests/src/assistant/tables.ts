/** The tables of migrations/0032_assistants.sql, as types. */
import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, Date | undefined, Date>;
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface AssistantClientTable {
  id: string;
  name: string;
  uri: string | null;
  redirect_uris: string[];
  created_at: CreatedAt;
  allowed_at: MaybeTime;
}

export interface AssistantTable {
  id: Generated<number>;
  client_id: string;
  account_id: number;
  user_id: string;
  created_at: CreatedAt;
  last_used_at: MaybeTime;
}

export interface AssistantCodeTable {
  code_hash: string;
  assistant_id: number;
  redirect_uri: string;
  challenge: string;
  expires_at: Date;
  used_at: MaybeTime;
}

export interface AssistantTokenTable {
  token_hash: string;
  assistant_id: number;
  kind: 'access' | 'refresh';
  expires_at: Date;
  used_at: MaybeTime;
}
