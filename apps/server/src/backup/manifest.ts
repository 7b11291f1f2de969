/** What lies in the folder of backups, and how it is described there. */
import { check, TwinlensError } from '@twinlens/contract';
import { type Static, Type } from 'typebox';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A compressed file of lines, and what its lines have to be. */
const Lines = Type.Object({
  file: Type.String({ pattern: '^[a-z0-9_-]+\\.gz$' }),
  lines: Type.Integer({ minimum: 0 }),
  sha256: Sha256,
});
export type Lines = Static<typeof Lines>;

/** `manifest.json`: a backup is one moment of the database, and the objects there were right after it. */
const Manifest = Type.Object({
  format: Type.Literal(1),
  takenAt: Type.String(),
  /** Of the database's schema. */
  version: Type.Integer({ minimum: 1 }),
  tables: Type.Array(
    Type.Object({ name: Type.String(), columns: Type.Array(Type.String()), rows: Lines }),
  ),
  sequences: Type.Array(Type.Object({ name: Type.String(), last: Type.String() })),
  objects: Lines,
  /** Whether the key of the installation lies beside it. */
  hasKey: Type.Boolean(),
});
export type Manifest = Static<typeof Manifest>;

/** One line of the list of objects. */
const KeptObject = Type.Object({
  name: Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9._/-]*$' }),
  size: Type.Integer({ minimum: 0 }),
  /** In the store it was read from. */
  version: Type.String(),
  sha256: Sha256,
});
export type KeptObject = Static<typeof KeptObject>;

/** @throws TwinlensError `invalid_request` */
export function readManifest(text: string): Manifest {
  const checked = check(Manifest, JSON.parse(text));
  if (checked.ok) return checked.value;
  throw new TwinlensError('invalid_request', `manifest.json is damaged: ${checked.problem}`);
}

/** @throws TwinlensError `invalid_request` */
export function readKeptObject(line: string): KeptObject {
  const checked = check(KeptObject, JSON.parse(line));
  if (checked.ok && !checked.value.name.split('/').includes('..')) return checked.value;
  throw new TwinlensError('invalid_request', `the list of objects is damaged: ${line}`);
}
