/** Texts for incidents of a kind that comes again. */
import { check, Template, TwinlensError } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';

const Row = Type.Object({ content: Type.String() });

export const listTemplates = ({ ctx }: { ctx: Context }): Template[] =>
  ctx.store
    .all(Row, 'select content from template order by name')
    .map(({ content }) => parse(content));

/** @throws TwinlensError `not_found` */
export function findTemplate({ ctx, input }: { ctx: Context; input: { name: string } }): Template {
  const { name } = input;
  const row = ctx.store.first(Row, 'select content from template where name = :name', { name });
  if (row === undefined) throw new TwinlensError('not_found', `there is no template "${name}"`);
  return parse(row.content);
}

/** Takes the place of one of the same name. */
export function putTemplate({ ctx, input }: { ctx: Context; input: Template }): Template {
  ctx.store.run(
    `insert into template (name, content) values (:name, :content)
     on conflict (name) do update set content = excluded.content`,
    { name: input.name, content: JSON.stringify(input) },
  );
  return input;
}

function parse(content: string): Template {
  const checked = check(Template, JSON.parse(content));
  if (checked.ok) return checked.value;
  throw new TwinlensError('internal', `a stored template is not as expected: ${checked.problem}`);
}
