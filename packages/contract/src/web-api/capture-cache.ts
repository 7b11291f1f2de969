import { Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { Image } from './reports.ts';

/** An example whose copied picture was not what rendering it again showed. */
const TurnedOffExample = Type.Object({
  id: Id,
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  type: Type.String(),
  /** The request whose picture was copied. */
  snapRequestId: Id,
  foundAt: Time,
  copied: Image,
  /** Null when the page did not show it again. */
  rendered: Type.Union([Image, Type.Null()]),
});

export const getCaptureCache = operation({
  id: 'getCaptureCache',
  method: 'GET',
  path: '/api/a/:account/capture-cache',
  access: 'session',
  summary:
    'How often pictures were copied from earlier captures, how often that was checked, and examples it is turned off for.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({
    /** Over which the numbers are, today included. */
    days: Type.Integer(),
    /** Pictures copied, and pictures rendered for a result. */
    hits: Type.Integer(),
    misses: Type.Integer(),
    /** Pictures rendered again after they had been copied, and how many of them differed. */
    audits: Type.Integer(),
    disagreements: Type.Integer(),
    /** The newest 200. */
    turnedOff: Type.Array(TurnedOffExample),
  }),
});

export const turnCaptureCacheOn = operation({
  id: 'turnCaptureCacheOn',
  method: 'DELETE',
  path: '/api/a/:account/capture-cache/turned-off/:example',
  access: 'session',
  summary: 'Copy pictures of an example again. Administrators only.',
  params: Type.Object({ account: PathId, example: PathId }),
});
