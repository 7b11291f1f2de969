import { objectsIn, type Schema, wordsOf } from './schema-words.ts';

/** The fields of an object, and below each the fields of the objects in it. */
function Fields({ schema }: { schema: Schema }) {
  return (
    <ul className="schema-fields">
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <li key={name}>
          <p>
            <code className="schema-name">{name}</code>{' '}
            <span className="soft">
              {schema.required?.includes(name) ? '' : 'optional, '}
              {wordsOf(field)}
            </span>
          </p>
          <Objects schema={field} />
        </li>
      ))}
    </ul>
  );
}

function Objects({ schema }: { schema: Schema }) {
  return objectsIn(schema).map((object, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no names, and never move
    <Fields key={index} schema={object} />
  ));
}

/** A JSON Schema as nested lists of its fields. */
export function SchemaTree({ schema }: { schema: Schema }) {
  return (
    <div className="schema">
      {!schema.properties && <p className="soft">{wordsOf(schema)}</p>}
      <Objects schema={schema} />
    </div>
  );
}
