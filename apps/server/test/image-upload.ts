/** What the clients do to bring a picture of their own. */
import { operations } from '@twinlens/contract';
import { md5, type TestClient } from './test-client.ts';

export function signImage(client: TestClient, hash: string) {
  return client.call(operations.signImageUpload, { params: { hash } });
}

/** As the clients post it: a form, with the authorization of every other call. */
export function postImage(client: TestClient, url: string, bytes: Uint8Array, field = 'file') {
  const body = new FormData();
  body.set(field, new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), 'image.png');
  return fetch(url, { method: 'POST', headers: client.tenant.client, body });
}

/** The address of a picture, uploaded if it has to be. */
export async function uploadImage(
  client: TestClient,
  bytes: Uint8Array,
  hash = md5(bytes),
): Promise<string> {
  const signed = await signImage(client, hash);
  if (!signed?.uploadUrl) return signed?.url ?? '';
  const answer = await postImage(client, signed.uploadUrl, bytes);
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { url: string }).url;
}
