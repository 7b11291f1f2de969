import type { TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';

/** Keys of a value a person sent: shown, but not at any length. Characters. */
const longestPlace = 200;

/**
 * The first place where a value is not as its schema says, as `items.0.name`, and what has to be
 * there. A `description` of a field with a pattern takes the place of the pattern.
 */
export function explainProblem(
  schema: TSchema,
  errors: TLocalizedValidationError[],
): { place: string; reason: string } {
  const first = findProblem(errors);
  if (first === undefined) return { place: '', reason: 'is not as expected' };
  const place = first.instancePath.slice(1).replaceAll('/', '.').slice(0, longestPlace);
  return { place, reason: reasonOf(schema, first, errors) };
}

/** The first error; where a value is none of several kinds, the first inside the one it resembles. */
function findProblem(errors: TLocalizedValidationError[]): TLocalizedValidationError | undefined {
  const [first] = errors;
  const anyOf = errors.some(
    ({ keyword, instancePath }) => keyword === 'anyOf' && instancePath === first?.instancePath,
  );
  const inside = errors.filter(({ instancePath }) =>
    instancePath.startsWith(`${first?.instancePath}/`),
  );
  return anyOf && inside.length > 0 ? findProblem(inside) : first;
}

function reasonOf(
  schema: TSchema,
  first: TLocalizedValidationError,
  errors: TLocalizedValidationError[],
): string {
  const here = errors.filter((error) => error.instancePath === first.instancePath);
  if (first.keyword === 'enum') return mustBeOneOf(first.params.allowedValues);
  const allowed = here.flatMap((one) => (one.keyword === 'const' ? [one.params.allowedValue] : []));
  const types = here.flatMap((one) => (one.keyword === 'type' ? [one.params.type].flat() : []));
  const others = [...new Set(types)].filter((type) => allowed.every((one) => typeof one !== type));
  if (allowed.length > 0) {
    return mustBeOneOf([...allowed, ...others.map(withArticle)]);
  }
  if (first.keyword === 'pattern') {
    const description = descriptionAt(schema, first.schemaPath);
    if (description !== undefined) return `must be ${description}`;
  }
  if (others.length > 1) return `must be one of the types ${others.join(', ')}`;
  return first.message;
}

const mustBeOneOf = (values: unknown[]) =>
  values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;

const withArticle = (type: string) =>
  type === 'null' ? type : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

function descriptionAt(schema: TSchema, path: string): string | undefined {
  let at: unknown = schema;
  for (const key of path.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  const { description } = Object(at) as { description?: unknown };
  return typeof description === 'string' ? description : undefined;
}
