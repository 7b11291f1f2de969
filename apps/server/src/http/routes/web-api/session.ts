import { TwinlensError } from '@twinlens/contract';
import {
  countSignInAttempt,
  forgetSignInAttempt,
  getMe,
  hasPassword,
  setUpAccount,
} from '@twinlens/visual-tests';
import { isAPIError } from 'better-auth/api';
import type { Auth } from '../../../sign-in/auth.ts';
import { headersOf, sendCookies } from '../../../sign-in/headers.ts';
import { refuseOtherOrigins } from '../../../sign-in/same-origin.ts';
import type { Handlers } from '../../handler.ts';

type SessionHandlers = Pick<Handlers, 'signIn' | 'signOut' | 'setUpAccount' | 'getMe'>;

export function createSessionHandlers(auth: Auth): SessionHandlers {
  return {
    signIn: async ({ ctx, body, request, reply }) => {
      refuseOtherOrigins(request, ctx.origin);
      const attempt = { email: body.email, sender: request.ip };
      const retryAt = await countSignInAttempt({ ctx, input: attempt });
      if (retryAt !== null) {
        const seconds = Math.max(1, Math.ceil((retryAt.getTime() - ctx.now().getTime()) / 1000));
        reply.header('retry-after', seconds);
        throw new TwinlensError(
          'rate_limited',
          `too many wrong passwords: try again in ${Math.ceil(seconds / 60)} min (at ${retryAt.toISOString()})`,
        );
      }
      try {
        const { headers } = await auth.api.signInEmail({
          body,
          headers: headersOf(request),
          returnHeaders: true,
        });
        sendCookies(reply, headers);
      } catch (cause) {
        if (!isAPIError(cause) || cause.statusCode >= 500) throw cause;
        throw new TwinlensError(
          'unauthenticated',
          'the e-mail address or the password is not right',
          { cause },
        );
      }
      await forgetSignInAttempt({ ctx, input: attempt });
      return null;
    },

    signOut: async ({ request, reply }) => {
      const { headers } = await auth.api.signOut({
        headers: headersOf(request),
        returnHeaders: true,
      });
      sendCookies(reply, headers);
      return null;
    },

    setUpAccount: async ({ ctx, caller, body }) => {
      const { userId } = caller;
      if (await hasPassword({ ctx, input: { userId } })) {
        throw new TwinlensError('conflict', 'you have a password already: sign in with it');
      }
      const { password } = await auth.$context;
      const passwordHash = await password.hash(body.password);
      const { name, email } = body;
      await setUpAccount({ ctx, input: { userId, name, email, passwordHash } });
      return null;
    },

    getMe: ({ ctx, caller }) => getMe({ ctx, input: { userId: caller.userId } }),
  };
}
