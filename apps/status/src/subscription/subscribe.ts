/** Readers who want to be told: they ask, confirm, and leave. */
import { TwinlensError } from '@twinlens/contract';
import { Type } from 'typebox';
import { listComponents } from '../component/components.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { askedAgainMs, asksPerMinute, isMailbox, type SubscriberKind } from './rules.ts';

interface Asked {
  kind: SubscriberKind;
  address: string;
  /** Ids; none for all. */
  components: string[];
}

const Known = Type.Object({
  id: Type.String(),
  state: Type.Enum(['asked', 'confirmed']),
  askedAt: Type.Integer(),
});
const Count = Type.Object({ count: Type.Integer() });

/**
 * Notes that somebody wants to be told, and has them asked whether that is so. Says nothing of whether
 * the address is known: that is nobody's business.
 *
 * @throws TwinlensError `invalid_request`; `rate_limited` where too many ask
 */
export function subscribe({ ctx, input }: { ctx: Context; input: Asked }): void {
  const { kind, components } = input;
  const address = input.address.trim();
  mustBeAddress(kind, address);
  const shown = new Set(listComponents(ctx).map(({ id }) => id));
  const unknown = components.find((id) => !shown.has(id));
  if (unknown !== undefined) {
    throw new TwinlensError('invalid_request', `there is no component "${unknown}"`);
  }
  const now = ctx.now().getTime();
  ctx.store.transaction(() => {
    const lately = ctx.store.first(
      Count,
      'select count(*) as count from subscriber where asked_at > :since',
      { since: now - 60_000 },
    );
    if ((lately?.count ?? 0) >= asksPerMinute) {
      throw new TwinlensError('rate_limited', 'too many ask at once: try again in some minutes');
    }
    const known = ctx.store.first(
      Known,
      `select id, state, asked_at as askedAt from subscriber
       where kind = :kind and address = :address`,
      { kind, address },
    );
    if (known !== undefined && known.askedAt > now - askedAgainMs) return;
    ctx.store.run(
      `insert into subscriber (id, kind, address, wanted, components, state, asked_at, to_ask)
       values (:id, :kind, :address, :wanted, '', 'asked', :now, 1)
       on conflict (kind, address) do update set wanted = excluded.wanted,
         asked_at = excluded.asked_at, to_ask = 1, ask_failures = 0, ask_next_at = 0`,
      { id: known?.id ?? newId(), kind, address, wanted: joined(components), now },
    );
  });
}

/** As they are kept: `,api,web-ui,`, or nothing for all. */
const joined = (components: string[]) =>
  components.length === 0 ? '' : `,${components.toSorted().join(',')},`;

function mustBeAddress(kind: SubscriberKind, address: string): void {
  if (kind === 'mail') {
    if (isMailbox(address)) return;
    throw new TwinlensError('invalid_request', 'this is no mail address such as ada@example.org');
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  const isGood =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && address.length <= 2000;
  if (!isGood) {
    throw new TwinlensError('invalid_request', 'this is no address such as https://example.org/x');
  }
}

/** @throws TwinlensError `not_found` where nobody asked */
export function confirm({ ctx, input }: { ctx: Context; input: { subscriber: string } }): void {
  const changed = ctx.store.run(
    `update subscriber set state = 'confirmed', components = wanted,
       confirmed_at = coalesce(confirmed_at, :now) where id = :id`,
    { id: input.subscriber, now: ctx.now().getTime() },
  );
  if (changed === 0) throw new TwinlensError('not_found', 'nobody asks for this any more');
}

/** Forgets somebody. Repeatable. */
export function unsubscribe({ ctx, input }: { ctx: Context; input: { subscriber: string } }): void {
  const { subscriber: id } = input;
  ctx.store.transaction(() => {
    ctx.store.run('delete from notice where subscriber_id = :id', { id });
    ctx.store.run('delete from subscriber where id = :id', { id });
  });
}
