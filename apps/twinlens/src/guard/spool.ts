/**
 * A run that could not be sent: what the client asked for, in order, and the packages it brought. A folder
 * that can be kept as an artifact of a build and sent from anywhere; no key or token is in it.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, TwinlensError } from '@twinlens/contract';
import { type Static, Type } from 'typebox';

const Recorded = Type.Object({
  /** Id of an operation of the contract. */
  operation: Type.String(),
  params: Type.Record(Type.String(), Type.String()),
  query: Type.Record(Type.String(), Type.String()),
  body: Type.Unknown(),
  /** Ids of captures the client was given; others take their place when it is sent. */
  requestIds: Type.Array(Type.Integer()),
});
export type Recorded = Static<typeof Recorded>;

const Spool = Type.Object({ version: Type.Literal(1), requests: Type.Array(Recorded) });

const file = (folder: string) => join(folder, 'run.json');
export const packageFile = (folder: string, hash: string) => join(folder, `${hash}.package`);

export async function writeSpool(folder: string, requests: Recorded[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fresh = `${file(folder)}.new`;
  await writeFile(fresh, JSON.stringify({ version: 1, requests }));
  await rename(fresh, file(folder));
}

/** @throws TwinlensError `invalid_request` where the folder holds no run */
export async function readSpool(folder: string): Promise<Recorded[]> {
  let text: string;
  try {
    text = await readFile(file(folder), 'utf8');
  } catch (cause) {
    throw new TwinlensError('invalid_request', `${folder} holds no run that was kept`, { cause });
  }
  const checked = check(Spool, JSON.parse(text));
  if (!checked.ok) {
    throw new TwinlensError('invalid_request', `${file(folder)}: ${checked.problem}`);
  }
  return checked.value.requests;
}
