import { Type } from 'typebox';
import { FormFile } from '../fields.ts';
import { operation } from '../operation.ts';

const Null = Type.Null();

export const signImageUpload = operation({
  id: 'signImageUpload',
  method: 'GET',
  path: '/api/images/:hash/upload-url',
  access: 'client',
  summary:
    'Where to upload an image; or its address, when it has been uploaded under this hash. The hash is any text that is stable for equal pixels.',
  params: Type.Object({ hash: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^/]+$' }) }),
  response: Type.Union([
    /** The address follows from the pixels, so it is told by the upload. */
    Type.Object({ uploadUrl: Type.String(), url: Null }),
    Type.Object({ message: Type.String(), uploadUrl: Null, url: Type.String() }),
  ]),
});

export const uploadClientImage = operation({
  id: 'uploadClientImage',
  method: 'POST',
  path: '/api/images/upload/:token',
  access: 'public',
  summary:
    'Receive a PNG. The signed token in the path is the authorization. Equal pixels have equal addresses.',
  params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 2000 }) }),
  bodyType: 'multipart/form-data',
  form: Type.Object({ file: FormFile }),
  response: Type.Object({ url: Type.String() }),
});
