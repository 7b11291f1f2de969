import { Type } from 'typebox';
import { FormFile, Md5, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const Hash = Type.Object({ hash: Md5 });
const Format = Type.Object({ format: Type.Optional(Type.String()) });

export const signPackageUpload = operation({
  id: 'signPackageUpload',
  method: 'GET',
  path: '/api/snap-requests/assets/:hash/signed-url',
  access: 'client',
  summary: 'Where to put a package; or its path, when it is already stored.',
  params: Hash,
  query: Format,
  response: Type.Union([
    Type.Object({ path: Type.String(), uploadedAt: Type.String(), isNew: Type.Boolean() }),
    Type.Object({ signedUrl: Type.String(), contentType: Type.String() }),
  ]),
});

export const uploadPackage = operation({
  id: 'uploadPackage',
  method: 'PUT',
  path: '/api/packages/upload/:token',
  access: 'public',
  summary:
    'Receive the bytes of a package. The signed token in the path is the authorization; the ETag is the md5 of what arrived.',
  params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 2000 }) }),
  bodyType: 'application/octet-stream',
});

export const finalizePackage = operation({
  id: 'finalizePackage',
  method: 'POST',
  path: '/api/snap-requests/assets/:hash/signed-url/finalize',
  access: 'client',
  summary: 'Confirm an upload. Repeatable.',
  params: Hash,
  query: Format,
  response: Type.Object({ path: Type.String(), isNew: Type.Boolean() }),
});

export const getPackageData = operation({
  id: 'getPackageData',
  method: 'GET',
  path: '/api/snap-requests/assets-data/:hash',
  access: 'client',
  summary: 'The path of a package that is already stored; 404 when it is not. For older clients.',
  params: Hash,
  response: Type.Object({ path: Type.String(), uploadedAt: Time }),
});

export const addPackage = operation({
  id: 'addPackage',
  method: 'POST',
  path: '/api/snap-requests/assets/:hash',
  access: 'client',
  summary:
    'Receive a package as the file "payload" of a form; its md5 must be the hash in the path. For older clients. Repeatable.',
  params: Hash,
  bodyType: 'multipart/form-data',
  form: Type.Object({ payload: FormFile }),
  response: Type.Object({ path: Type.String(), isNew: Type.Boolean() }),
});
