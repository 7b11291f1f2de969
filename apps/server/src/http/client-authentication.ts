import { TwinlensError } from '@twinlens/contract';
import { type ClientCaller, type Context, findSecret, noteKeyUsed } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { Authentication } from './authentication.ts';
import { sameSecret } from './secrets.ts';

/** Clocks of build machines may be this far off. Seconds. */
const clockToleranceSeconds = 60;

/** Compared with when a key does not exist, so that such a key takes as long to refuse. */
const noSecret = '0'.repeat(64);

function refuse(reason: string, cause?: unknown): never {
  throw new TwinlensError('unauthenticated', reason, { cause });
}

/**
 * API keys, as HTTP Basic (`key:secret`) or as a JWT signed with the secret. Tokens without an
 * expiry are taken, because older clients send no other.
 */
export function createClientAuthentication(ctx: Context): Authentication {
  const callers = new WeakMap<FastifyRequest, ClientCaller>();
  return {
    async authenticate(_operation, request) {
      const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ', 2);
      const verify = { basic: verifyBasic, bearer: verifyJwt }[scheme.toLowerCase()];
      if (verify === undefined) {
        refuse('this call needs an API key: send it as HTTP Basic, or as a JWT signed with it');
      }
      callers.set(request, await verify(ctx, credentials));
    },
    authorize: async (_operation, request) => callers.get(request) ?? null,
  };
}

async function verifyBasic(ctx: Context, credentials: string): Promise<ClientCaller> {
  const text = Buffer.from(credentials, 'base64').toString();
  const colon = text.lastIndexOf(':');
  const key = text.slice(0, Math.max(colon, 0));
  const found = await findSecret({ ctx, input: { key } });
  if (!sameSecret(text.slice(colon + 1), found?.secret ?? noSecret) || found === null) {
    refuse('the API key or its secret is wrong, or the key was revoked');
  }
  await noteKeyUsed({ ctx, input: { key, lastUsedAt: found.lastUsedAt } });
  return { accountId: found.accountId };
}

async function verifyJwt(ctx: Context, token: string): Promise<ClientCaller> {
  const key = readKeyId(token);
  const found = await findSecret({ ctx, input: { key } });
  try {
    const { payload } = await jwtVerify(
      token,
      new TextEncoder().encode(found?.secret ?? noSecret),
      { algorithms: ['HS256'], clockTolerance: clockToleranceSeconds },
    );
    if (found !== null && payload.key === key) {
      await noteKeyUsed({ ctx, input: { key, lastUsedAt: found.lastUsedAt } });
      return { accountId: found.accountId };
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWT_EXPIRED') {
      refuse('the token has expired: check the clock of this machine', error);
    }
    if (!isRefusal(error)) throw error;
  }
  refuse('the API key or its secret is wrong, or the key was revoked');
}

/** What jose says about a token it does not accept; anything else went wrong on our side. */
function isRefusal(error: unknown): boolean {
  return (error as { code?: string }).code?.startsWith('ERR_J') === true;
}

function readKeyId(token: string): string {
  let kid: unknown;
  try {
    ({ kid } = decodeProtectedHeader(token));
  } catch (error) {
    refuse('the bearer token is not a JWT', error);
  }
  if (typeof kid !== 'string') refuse('the token does not name its API key in the header "kid"');
  return kid;
}
