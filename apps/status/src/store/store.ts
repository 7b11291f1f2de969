/**
 * The status program's own store: one SQLite file, which nothing else needs to run. What has been
 * written is on the disk when the call returns (write-ahead log, synchronous), so a kill at any moment
 * loses nothing that was acknowledged.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { check, TwinlensError } from '@twinlens/contract';
import type { Static, TSchema } from 'typebox';
import { migrations } from './migrations.ts';

type Values = Record<string, SQLInputValue>;

export interface Store {
  /** Rows, each as the schema has it. */
  all<T extends TSchema>(row: T, sql: string, values?: Values): Static<T>[];
  /** The first row; undefined where there is none. */
  first<T extends TSchema>(row: T, sql: string, values?: Values): Static<T> | undefined;
  /** @returns how many rows were written */
  run(sql: string, values?: Values): number;
  /** All of the work or nothing. */
  transaction<T>(work: () => T): T;
  /** Another value after each change, also of another process. */
  version(): string;
  close(): void;
}

/** How long a writer waits for another process. Milliseconds. */
const busyMs = 5_000;

/** @throws TwinlensError `unavailable` when the file is of a newer release */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'status.sqlite');
  const db = new DatabaseSync(file, { timeout: busyMs });
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  migrate(db, file);
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
  let changes = 0;
  let depth = 0;
  const store: Store = {
    all: (row, sql, values = {}) =>
      prepare(sql)
        .all(values)
        .map((found) => asRow(row, found)),
    first(row, sql, values = {}) {
      const found = prepare(sql).get(values);
      return found === undefined ? undefined : asRow(row, found);
    },
    run(sql, values = {}) {
      changes += 1;
      return Number(prepare(sql).run(values).changes);
    },
    transaction(work) {
      if (depth > 0) return work();
      db.exec('begin immediate');
      depth += 1;
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      } finally {
        depth -= 1;
      }
    },
    version: () => `${changes} ${Number(prepare('pragma data_version').get()?.data_version)}`,
    close: () => db.close(),
  };
  return store;
}

function asRow<T extends TSchema>(schema: T, found: Record<string, unknown>): Static<T> {
  const checked = check(schema, { ...found });
  if (checked.ok) return checked.value;
  throw new TwinlensError('internal', `a stored row is not as expected: ${checked.problem}`);
}

function migrate(db: DatabaseSync, file: string): void {
  db.exec('begin immediate');
  try {
    const done = Number(db.prepare('pragma user_version').get()?.user_version);
    if (done > migrations.length) {
      throw new TwinlensError(
        'unavailable',
        `${file} was written by a newer release: run that one, or restore an older copy of the file`,
      );
    }
    for (const migration of migrations.slice(done)) db.exec(migration);
    db.exec(`pragma user_version = ${migrations.length}`);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}
