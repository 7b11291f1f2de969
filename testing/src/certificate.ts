/** A certificate made on the spot, signed by itself: what is needed of X.509 for that, and no more. */
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

export interface Certificate {
  /** Both in PEM. */
  key: string;
  cert: string;
}

const sequence = 0x30;

/** One element of DER: what it is, how long it is, what is in it. */
function element(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const integer = (bytes: Uint8Array) => element(0x02, bytes);
const objectId = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Uint8Array) => element(0x03, Buffer.from([0]), bytes);

/** As in `261127103000Z`. */
const time = (at: Date) =>
  element(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/\D/g, '')}Z`));

const ecdsaWithSha256 = element(sequence, objectId('2a8648ce3d040302'));
const commonName = objectId('550403');
const subjectAltName = objectId('551d11');

const day = 24 * 60 * 60_000;

/** @param host the name it is for; it is good from yesterday to tomorrow */
export function makeCertificate(host: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = element(
    sequence,
    element(0x31, element(sequence, commonName, element(0x0c, Buffer.from(host)))),
  );
  const names = element(sequence, element(0x82, Buffer.from(host)));
  const now = Date.now();
  const body = element(
    sequence,
    element(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    element(sequence, time(new Date(now - day)), time(new Date(now + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, element(sequence, element(sequence, subjectAltName, element(0x04, names)))),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const der = element(sequence, body, ecdsaWithSha256, bits(signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
