/** The sign-in library, set up for our database. Only what is named here can be reached. */
import { type Context, deriveKey } from '@twinlens/visual-tests';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { FastifyBaseLogger } from 'fastify';

/** Seconds. */
const sessionLife = 30 * 24 * 60 * 60;

/** Its column names are in camel case unless told otherwise, one by one. */
const written = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Called by our own code only, so that the compiler has checked it: passed through as it is. */
const sessionInput = {
  '~standard': {
    version: 1,
    vendor: 'twinlens',
    validate: (value: unknown) => ({ value: value as { userId: string } }),
  },
} as { '~standard': StandardSchema<{ userId: string }> };

interface StandardSchema<T> {
  version: 1;
  vendor: string;
  validate: (value: unknown) => { value: T };
  types?: { input: T; output: T };
}

/**
 * Opens a session for a person whose identity has been proved in another way than by password. It
 * has no path: nobody can call it over HTTP.
 */
const startSession = createAuthEndpoint({ method: 'POST', body: sessionInput }, async (call) => {
  const { userId } = call.body;
  const { internalAdapter } = call.context;
  const user = await internalAdapter.findUserById(userId);
  if (user === null) return { started: false };
  const session = await internalAdapter.createSession(userId);
  await setSessionCookie(call, { session, user });
  return { started: true };
});

/** What the library is told; exported so that a test can ask it which columns it then expects. */
export function authOptions(ctx: Context, logger: FastifyBaseLogger) {
  return {
    appName: 'Twinlens',
    baseURL: ctx.origin,
    secret: Buffer.from(deriveKey(ctx.installationKey, 'sessions')).toString('base64'),
    database: { db: ctx.db, type: 'postgres' as const },
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { modelName: 'person', fields: { ...written, emailVerified: 'email_verified' } },
    session: {
      modelName: 'sign_in_session',
      expiresIn: sessionLife,
      disableSessionRefresh: true,
      fields: {
        ...written,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'sign_in_credential',
      fields: {
        ...written,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: {
      modelName: 'sign_in_verification',
      fields: { ...written, expiresAt: 'expires_at' },
    },
    advanced: {
      cookiePrefix: 'twinlens',
      useSecureCookies: ctx.origin.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
    },
    // Attempts are counted by us, per person and sender, and only wrong ones (verb countSignInAttempt).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error' as const,
      log: (_level: string, message: string, ...details: unknown[]) =>
        logger.error({ details }, `sign-in: ${message}`),
    },
    plugins: [{ id: 'start-session', endpoints: { startSession } }],
  };
}

export function createAuth(ctx: Context, logger: FastifyBaseLogger) {
  return betterAuth(authOptions(ctx, logger));
}

export type Auth = ReturnType<typeof createAuth>;
