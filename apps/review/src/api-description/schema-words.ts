/** What a JSON Schema says, for people. Reads what the contract's schemas use, and no more. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  format?: string;
  pattern?: string;
  contentMediaType?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

const number = new Intl.NumberFormat('en');

function range(least: number | undefined, most: number | undefined, what: string): string[] {
  const noun = what === '' ? '' : ` ${what}`;
  if (least !== undefined && most !== undefined)
    return [`${number.format(least)} to ${number.format(most)}${noun}`];
  if (least !== undefined) return [`at least ${number.format(least)}${noun}`];
  return most === undefined ? [] : [`at most ${number.format(most)}${noun}`];
}

function limitsOf(schema: Schema): string[] {
  // Lists and texts that may be empty are the rule.
  const atLeast = (least: number | undefined) => (least === 0 ? undefined : least);
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...range(atLeast(schema.minLength), schema.maxLength, 'characters'),
    ...range(atLeast(schema.minItems), schema.maxItems, 'items'),
    ...(schema.format === undefined ? [] : [schema.format]),
    ...(schema.pattern === undefined ? [] : [`matches ${schema.pattern}`]),
    ...(schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} when left out`]),
  ];
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.contentMediaType !== undefined) return 'file';
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`;
  return schema.type ?? 'anything';
}

/** One line: the kind of value and its limits. */
export function wordsOf(schema: Schema): string {
  return [kindOf(schema), ...limitsOf(schema)].join(', ');
}

/** Schemas of objects inside this one, however wrapped in lists and alternatives. */
export function objectsIn(schema: Schema): Schema[] {
  if (schema.properties) return [schema];
  const inside = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [...inside, ...Object.values(schema.patternProperties ?? {})].flatMap(objectsIn);
}
