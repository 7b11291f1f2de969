/** A value of the page as the protocol describes it. */
export interface RemoteValue {
  type: string;
  value?: unknown;
}

type Entries = [key: string | RemoteValue, value: RemoteValue][];

/** The same value as JSON knows it; null for what JSON has no value for. */
export function plainOf({ type, value }: RemoteValue): unknown {
  switch (type) {
    case 'undefined':
      return undefined;
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // NaN and the infinite ones come by name.
      return typeof value === 'number' ? value : null;
    case 'array':
    case 'nodelist':
      return (value as RemoteValue[]).map((item) => plainOf(item) ?? null);
    case 'object':
      return Object.fromEntries(
        (value as Entries).map(([key, item]) => [String(key), plainOf(item)]),
      );
    default:
      return null;
  }
}

/** What was thrown, as a person would want to read it. */
export const thrownText = (text: string): string => text.replace(/^Error: /, '');

/** How the answer is worded where what was thrown has no stack, as in promises that were refused at once. */
const withoutStack = /unable to build exceptionDetails for exception: (.*)$/s;

/** What was thrown, where the browser cannot describe it; undefined where that is not the matter. */
export function thrownWithoutStack(message: string): string | undefined {
  const text = withoutStack.exec(message)?.[1];
  return text === undefined ? undefined : thrownText(text);
}

/** A value as a console shows it. */
export function textOf(value: RemoteValue): string {
  if (value.type === 'string' || value.type === 'number' || value.type === 'boolean')
    return String(value.value);
  const plain = plainOf(value);
  return plain === null || plain === undefined ? value.type : JSON.stringify(plain);
}
