/** The tables of migrations/0030_notices.sql and 0033_more_notices.sql, as types. Meanings are explained there. */
import type { MailWay, NoticeKind } from '@twinlens/contract';
import type { ColumnType, Generated } from 'kysely';

export interface NoticeTable {
  id: Generated<number>;
  account_id: number;
  user_id: string | null;
  address: string;
  kind: NoticeKind;
  comparison_id: number | null;
  thread_id: number | null;
  job_id: number | null;
  text: string;
  quote: string | null;
  at: ColumnType<Date, Date, never>;
  read_at: ColumnType<Date | null, undefined, Date | null>;
  to_digest: Generated<boolean>;
}

export interface FollowTable {
  account_id: number;
  user_id: string;
  component: string;
}

export interface MailWayTable {
  account_id: number;
  address: string;
  kind: NoticeKind;
  way: MailWay;
}
