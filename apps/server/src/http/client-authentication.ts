import { TwinlensError } from '@twinlens/contract';
import { type Context, type FoundSecret, findSecret, noteKeyUsed } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { Authentication } from './authentication.ts';
import { enforceRestrictions } from './key-restrictions.ts';
import { sameSecret } from './secrets.ts';

/** Clocks of build machines may be this far off. Seconds. */
const clockToleranceSeconds = 60;

/** A key whose secret the caller has shown to have. */
interface ProvedKey extends FoundSecret {
  key: string;
}

/** Compared with when a key does not exist, so that such a key takes as long to refuse. */
const noSecret = '0'.repeat(64);

const wrongKey = 'the API key or its secret is wrong, or the key was revoked or has expired';

function refuse(reason: string, cause?: unknown): never {
  throw new TwinlensError('unauthenticated', reason, { cause });
}

/**
 * API keys, as HTTP Basic (`key:secret`) or as a JWT signed with the secret. Tokens without an
 * expiry are taken, because older clients send no other.
 */
export function createClientAuthentication(ctx: Context): Authentication {
  const keys = new WeakMap<FastifyRequest, ProvedKey>();
  return {
    async authenticate(_operation, request) {
      const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ', 2);
      const verify = { basic: verifyBasic, bearer: verifyJwt }[scheme.toLowerCase()];
      if (verify === undefined) {
        refuse('this call needs an API key: send it as HTTP Basic, or as a JWT signed with it');
      }
      const proved = await verify(ctx, credentials);
      refuseExpired(ctx, proved);
      await noteKeyUsed({ ctx, input: proved });
      keys.set(request, proved);
    },
    async authorize(operation, request) {
      const key = keys.get(request);
      if (key === undefined) return null;
      await enforceRestrictions(ctx, key, operation, request);
      return {
        accountId: key.accountId,
        key: key.key,
        project: key.project,
        pullRequest: key.kind === 'pull-request' ? key.key : null,
      };
    },
  };
}

/** Only once the secret has proved right: whether a key ever existed is nobody else's business. */
function refuseExpired(ctx: Context, { expiresAt }: ProvedKey): void {
  if (expiresAt === null || expiresAt > ctx.now()) return;
  refuse(
    `this key was a short-lived one and expired at ${expiresAt.toISOString()}: get a new one the way you got this`,
  );
}

async function verifyBasic(ctx: Context, credentials: string): Promise<ProvedKey> {
  const text = Buffer.from(credentials, 'base64').toString();
  const colon = text.lastIndexOf(':');
  const key = text.slice(0, Math.max(colon, 0));
  const found = await findSecret({ ctx, input: { key } });
  if (!sameSecret(text.slice(colon + 1), found?.secret ?? noSecret) || found === null) {
    refuse(wrongKey);
  }
  return { key, ...found };
}

async function verifyJwt(ctx: Context, token: string): Promise<ProvedKey> {
  const key = readKeyId(token);
  const found = await findSecret({ ctx, input: { key } });
  try {
    const { payload } = await jwtVerify(
      token,
      new TextEncoder().encode(found?.secret ?? noSecret),
      { algorithms: ['HS256'], clockTolerance: clockToleranceSeconds },
    );
    if (found !== null && payload.key === key) return { key, ...found };
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWT_EXPIRED') {
      refuse('the token has expired: check the clock of this machine', error);
    }
    if (!isRefusal(error)) throw error;
  }
  refuse(wrongKey);
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
