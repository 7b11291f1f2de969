import type { Context } from '../context.ts';
import { lives } from './rules.ts';

/** Forgets codes and tokens that have expired, and what was only held by them. */
export async function forgetEndedAssistants({ ctx }: { ctx: Context }): Promise<void> {
  const now = ctx.now();
  const before = (life: number) => new Date(now.getTime() - life);
  await ctx.db.deleteFrom('assistant_code').where('expires_at', '<', now).execute();
  await ctx.db.deleteFrom('assistant_token').where('expires_at', '<', now).execute();
  await ctx.db
    .deleteFrom('assistant')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assistant_token')
            .select('token_hash')
            .whereRef('assistant_token.assistant_id', '=', 'assistant.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assistant_code')
            .select('code_hash')
            .whereRef('assistant_code.assistant_id', '=', 'assistant.id'),
        ),
      ),
    )
    .execute();
  await ctx.db
    .deleteFrom('assistant_client')
    .where(({ or, and, eb }) =>
      or([
        and([eb('allowed_at', 'is', null), eb('created_at', '<', before(lives.unallowedClient))]),
        eb('allowed_at', '<', before(lives.idleClient)),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assistant')
            .select('id')
            .whereRef('assistant.client_id', '=', 'assistant_client.id'),
        ),
      ),
    )
    .execute();
}
