/**
 * Signs in as the first administrator and has verdicts told to a forge.
 * Run: node connect-forge.ts <sign-in link> <api> <repository> <token>
 */
import { call, operations } from '@twinlens/contract';
import { signIn } from '@twinlens/testing';

const [signInUrl = '', api = '', repository = '', secret = ''] = process.argv.slice(2);
const url = new URL(signInUrl).origin;
const person = await signIn({ url, signInUrl });
const client = { origin: url, headers: { cookie: person.cookie, origin: url } };
await call(client, operations.setUpAccount, {
  body: { name: 'Chaos', email: 'chaos@example.com', password: 'correct horse battery' },
});
await call(client, operations.addDestination, {
  params: { account: person.account },
  body: { kind: 'github', settings: { api, repository }, secret },
});
