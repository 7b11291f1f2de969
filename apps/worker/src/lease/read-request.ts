import { Payload, TwinlensError } from '@twinlens/contract';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { PackageFiles } from '../network/package-site.ts';
import type { PackageShelf } from '../package/package-shelf.ts';
import { readPackage } from '../package/read-package.ts';
import { shownOnDevice } from '../target/shown-on-device.ts';
import type { Lease, LeaseServer } from './server.ts';

/** What a lease is about. */
export interface CaptureRequest {
  payload: Static<typeof Payload>;
  /** The package with the page or with the assets; undefined when the payload names none. */
  files: PackageFiles | undefined;
}

const payloadSchema = Compile(Payload);

function parsePayload(text: string): Static<typeof Payload> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TwinlensError('invalid_request', 'The payload is not JSON', { cause });
  }
  if (payloadSchema.Check(value)) return value;
  const [problem] = payloadSchema.Errors(value);
  throw new TwinlensError(
    'invalid_request',
    `The payload is not valid: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`,
  );
}

/** @throws TwinlensError worded for the person who asked */
export async function readRequest(
  { type, packageName }: Lease,
  server: LeaseServer,
  shelf: PackageShelf,
): Promise<CaptureRequest> {
  const payload = shownOnDevice(type, parsePayload(await server.payload()));
  const named = payload.staticPackage ?? (payload.snapPayloads && payload.assetsPackage);
  if (named === undefined) return { payload, files: undefined };
  const fetch = (): Promise<Buffer> => server.package();
  // Servers that are being replaced may not name it yet.
  const files = packageName ? shelf.read(packageName, fetch) : readPackage(await fetch());
  return { payload, files: await files };
}
