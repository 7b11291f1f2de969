import { type Static, Type } from 'typebox';
import { ProjectName, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';

/** Which pixels a report has, by names that whoever has the same pixels can make again. */
export const ReportManifest = Type.Object({
  version: Type.Literal(1),
  project: Type.String(),
  sha: Type.String(),
  completedAt: Time,
  snapshots: Type.Array(
    Type.Object({
      component: Type.String(),
      variant: Type.String(),
      target: Type.String(),
      /** Equal pixels have equal names; null where the picture is somebody else's, and nobody knows. */
      pixels: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type ReportManifest = Static<typeof ReportManifest>;

export const SignedManifest = Type.Object({
  /** A `ReportManifest` as JSON: the signature is over these bytes. */
  manifest: Type.String(),
  /** Ed25519, base64url. */
  signature: Type.String(),
  /** The public key of the project, base64url. It stays the same. */
  key: Type.String(),
});
export type SignedManifest = Static<typeof SignedManifest>;

export const getManifest = operation({
  id: 'getManifest',
  method: 'GET',
  path: '/api/reports/:sha/manifest',
  access: 'client',
  summary:
    'Which pixels a finished report has, signed, so that they can be compared with while this server is gone. `__LATEST__` is the latest baseline.',
  params: Type.Object({ sha: Sha }),
  query: Type.Object({ project: Type.Optional(ProjectName) }),
  response: SignedManifest,
});
