/** Requests nobody should send: built from the operations, with something wrong in most of them. */
import { type OperationShape, operations, pathOf } from '@twinlens/contract';
import fc from 'fast-check';

export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** What exists, so that some requests get past the first check. */
export interface Known {
  /** Values of path parameters and fields, by name. */
  samples: Record<string, (string | number)[]>;
  /** Headers of callers who may do something, by the access of the operation. */
  callers: Record<OperationShape['access'], Record<string, string>>;
}

/** Deeper than any recursion; written into the text, as no serializer gets there either. */
const depth = 50_000;
const deep = { mark: '@deep@', text: `${'['.repeat(depth)}${']'.repeat(depth)}` };
const poison = {
  mark: '@poison@',
  text: '{"__proto__":{"admin":true},"constructor":{"prototype":1}}',
};

const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%2F..%2f',
  'a/b',
  "'; drop table job; --",
  'one\r\nset-cookie: a=b',
  '𝒳'.repeat(1000),
  'é'.repeat(200),
  'x'.repeat(200_000),
];

const hostileNumbers = [0, -0, -1, 1.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e300, Number.MIN_VALUE];

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom<unknown>(...hostileNumbers),
  fc.constantFrom<unknown>(null, true, [], {}, [[]], deep.mark, poison.mark),
  fc.string({ unit: 'binary', maxLength: 1000 }),
  fc.json(),
);

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
}

/** Mostly what the schema asks for. */
function valueFor(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: validFor(schema, name, known), weight: 15 },
    { arbitrary: hostile, weight: 1 },
  );
}

function validFor(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const kind = schema.type === 'string' ? 'string' : 'number';
  const samples = (known.samples[name] ?? []).filter((sample) => typeof sample === kind);
  if (samples.length > 0 && !schema.anyOf) return fc.constantFrom(...samples);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueFor(one, name, known)));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 5, 1000) });
    case 'number':
      return fc.double({ min: 0, max: 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, name, known), { maxLength: 3 });
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      const record = Object.fromEntries(
        fields.map(([field, one]) => [field, valueFor(one, field, known)]),
      );
      return fc
        .record(record, { noNullPrototype: true })
        .chain((whole) =>
          fc.oneof(
            { arbitrary: fc.constant<unknown>(whole), weight: 6 },
            { arbitrary: hostile.map((more) => ({ ...whole, 'something else': more })), weight: 1 },
            { arbitrary: fc.subarray(Object.entries(whole)).map(Object.fromEntries), weight: 1 },
          ),
        );
    }
    default:
      return fc.constantFrom<unknown>('text', 1, null);
  }
}

/** As the schema says, and often as long as it allows in the widest characters there are. */
function textOf({ pattern, minLength = 0, maxLength = 20 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined && !pattern.startsWith('^[^'))
    return fc.stringMatching(new RegExp(pattern));
  const wide = fc.constantFrom('𝒳', '漢', 'é', 'z');
  const length = Math.min(maxLength, 1000);
  return fc.oneof(
    fc.constantFrom('main', 'default', 'chrome'),
    fc.string({ unit: wide, minLength, maxLength: Math.max(minLength, length) }),
    fc.string({ unit: wide, minLength: length, maxLength: length }),
  );
}

const scrambled = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(text), weight: 12 },
    { arbitrary: fc.nat(text.length).map((end) => text.slice(0, end)), weight: 1 },
    { arbitrary: fc.constant(`﻿${text}`), weight: 1 },
    { arbitrary: hostile.map((value) => JSON.stringify(value) ?? ''), weight: 1 },
  );

const withMarks = (text: string) =>
  text.replaceAll(`"${deep.mark}"`, deep.text).replaceAll(`"${poison.mark}"`, poison.text);

/** An HTTP client would not send controls and spaces; everything else is for the server to judge. */
const sendable = (path: string) =>
  path
    .replace(/[^!-\u00ff]/gu, (letter) => encodeURIComponent(letter.toWellFormed()))
    .slice(0, 12_000);

function pathsOf(operation: OperationShape, known: Known): fc.Arbitrary<string> {
  const params = operation.params ? valueFor(operation.params, 'params', known) : fc.constant({});
  const query = operation.query ? valueFor(operation.query, 'query', known) : fc.constant({});
  const encoded = fc.tuple(params, query).map(([values, asked]) => {
    const texts = Object.entries(Object(values)).map(([name, value]) => [
      name,
      String(value).toWellFormed().slice(0, 3000),
    ]);
    const pairs = Object.entries(Object(asked)).map(([name, value]): [string, string] => [
      name,
      String(value).toWellFormed(),
    ]);
    const search = new URLSearchParams(pairs).toString();
    const path = pathOf(operation, Object.fromEntries(texts));
    return search === '' ? path : `${path}?${search}`;
  });
  return encoded.chain((path) =>
    fc.oneof(
      { arbitrary: fc.constant(path), weight: 12 },
      {
        arbitrary: fc.constantFrom(
          `/${path}`,
          `${path}/`,
          `${path}%2f..`,
          `${path}%00`,
          `${path}%zz`,
          `${path}%ff`,
          path.toUpperCase(),
          path.replaceAll('/', '//'),
          path.replace('/api/', '/api/./'),
          `${path}?__proto__=1&constructor[prototype]=2&limit=1&limit=2`,
          `${path}?limit=NaN&offset=1e400&page=0x10`,
          `${path};a=b#c`,
        ),
        weight: 3,
      },
    ),
  );
}

const jsonTypes = fc.oneof(
  { arbitrary: fc.constant('application/json'), weight: 10 },
  {
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/vnd.api+json',
      'nonsense',
      '',
    ),
    weight: 1,
  },
);

type Body = Pick<RawRequest, 'headers' | 'body'>;

function bodiesOf(operation: OperationShape, known: Known): fc.Arbitrary<Body> {
  if (operation.method === 'GET') return fc.constant({ headers: {}, body: Buffer.alloc(0) });
  if (operation.bodyType === 'application/octet-stream') {
    const bytes = fc.uint8Array({ maxLength: 200 }).map(Buffer.from);
    return bytes.map((body) => ({ headers: { 'content-type': 'application/octet-stream' }, body }));
  }
  if (operation.bodyType === undefined) return jsonBodies(operation, known);
  return operation.body ? fc.oneof(forms(known), jsonBodies(operation, known)) : forms(known);
}

function jsonBodies(operation: OperationShape, known: Known): fc.Arbitrary<Body> {
  return fc
    .tuple(jsonTypes, operation.body ? valueFor(operation.body, 'body', known) : hostile)
    .chain(([type, value]) =>
      scrambled(withMarks(JSON.stringify(value) ?? '')).map((text) => ({
        headers: type === '' ? ({} as Record<string, string>) : { 'content-type': type },
        body: Buffer.from(text),
      })),
    );
}

function forms(known: Known): fc.Arbitrary<Body> {
  const item = operations.createSnapRequest.bodyType;
  const fields = ['type', 'targetName', 'payloadHash', 'payload', 'extendsSha', '__proto__', ''];
  const part = fc.tuple(
    fc.constantFrom(...fields),
    fc.oneof(
      hostile.map(String),
      fc.constantFrom(...(known.samples.payloadString ?? []).map(String)),
    ),
    fc.boolean(),
  );
  return fc
    .tuple(fc.array(part, { maxLength: 30 }), fc.constantFrom('b', 'c', ''), fc.nat(40))
    .map(([parts, boundary, missing]) => {
      const text = parts
        .map(([name, value, isFile]) => {
          const file = isFile ? '; filename="payload.json"\r\ncontent-type: application/json' : '';
          return `--b\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
        })
        .join('');
      const whole = Buffer.from(`${text}--b--\r\n`);
      return {
        headers: { 'content-type': `${item}; boundary=${boundary}` },
        body: missing > 20 ? whole.subarray(0, whole.length - missing) : whole,
      };
    });
}

const strangeHeaders: Record<string, string>[] = [
  { authorization: 'Basic' },
  { authorization: 'Basic AAAA' },
  { authorization: `Basic ${Buffer.from('a\0b:c').toString('base64')}` },
  { authorization: 'Bearer a.b.c' },
  { authorization: 'Bearer eyJhbGciOiJub25lIiwia2lkIjoiYSJ9.eyJrZXkiOiJhIn0.' },
  { authorization: 'Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6IlwwIn0.eyJrZXkiOiJhIn0.AAAA' },
  { authorization: 'Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6InUwMDAwIn0.bnVsbA.AAAA' },
  { authorization: 'Negotiate abc' },
  { cookie: 'twinlens.session_token=%E0%A4%A' },
  { cookie: 'twinlens.session_token=a.b; twinlens.session_token=c; =; ;;' },
  { cookie: 'twinlens.session_data=eyJzZXNzaW9uIjpudWxsfQ' },
  { origin: 'null' },
  { origin: 'http://[::' },
  { host: 'a b' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'deflate' },
  { 'content-encoding': 'br, gzip' },
  { 'content-encoding': 'rot13' },
  { 'accept-encoding': '*;q=0, gzip;q=nonsense' },
  { accept: 'image/*;q=-1' },
  { range: 'bytes=5-1' },
  { 'if-none-match': '"'.repeat(500) },
  { 'x-forwarded-for': '\u00ff, ::1' },
];

/** Nobody signs out, or the requests that follow would all be refused for the same reason. */
const callerOf = ({ id, access }: OperationShape, known: Known): Record<string, string> =>
  id === operations.signOut.id ? {} : known.callers[access];

const headersOf = (operation: OperationShape, known: Known) =>
  fc
    .tuple(
      fc.oneof(
        { arbitrary: fc.constant(callerOf(operation, known)), weight: 8 },
        { arbitrary: fc.constant({}), weight: 1 },
      ),
      fc.oneof(
        { arbitrary: fc.constant({} as Record<string, string>), weight: 4 },
        { arbitrary: fc.constantFrom(...strangeHeaders), weight: 1 },
      ),
    )
    .map(([caller, strange]): Record<string, string> => ({ ...caller, ...strange }));

const methods = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 20 },
  { arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'GET', 'POST'), weight: 1 },
);

/** One request to some operation. */
export function malformedRequests(known: Known): fc.Arbitrary<RawRequest> {
  return fc.constantFrom<OperationShape>(...Object.values(operations)).chain((operation) =>
    fc
      .tuple(
        pathsOf(operation, known),
        headersOf(operation, known),
        bodiesOf(operation, known),
        methods,
      )
      .map(([path, headers, { headers: ofBody, body }, method]) => ({
        method: method ?? operation.method,
        path: sendable(path),
        headers: { ...ofBody, ...headers },
        body,
      })),
  );
}
