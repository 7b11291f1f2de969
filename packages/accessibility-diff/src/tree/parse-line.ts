import type { AriaContent } from './aria-tree.ts';

const rolePart = /([A-Za-z][\w-]*)/y;
const namePart = / ("(?:[^"\\]|\\.)*")/y;
const attributePart = / \[([A-Za-z][\w-]*)(?:=("(?:[^"\\]|\\.)*"|[^"\]][^\]]*))?\]/y;
const textPart = /:(?: (.*))?$/sy;

/** What a string literal means; null where it is none. */
function unquote(literal: string): string | null {
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}

function takeFrom(line: string, part: RegExp, at: number): RegExpExecArray | null {
  part.lastIndex = at;
  return part.exec(line);
}

const unread = (line: string): AriaContent => ({
  role: '',
  name: '',
  attributes: new Map(),
  text: line,
});

/**
 * One node, as capture workers write it: `button "Save" [disabled] [description="Hint"]: Text`. What is
 * written in any other way is kept as it stands.
 * @param line without its indentation and dash
 */
export function parseLine(line: string): AriaContent {
  const role = takeFrom(line, rolePart, 0)?.[1];
  if (role === undefined) return unread(line);
  let at = role.length;
  let name = '';
  const named = takeFrom(line, namePart, at);
  if (named !== null) {
    const read = unquote(named[1] ?? '');
    if (read === null) return unread(line);
    name = read;
    at += named[0].length;
  }
  const attributes = new Map<string, string>();
  for (
    let next = takeFrom(line, attributePart, at);
    next;
    next = takeFrom(line, attributePart, at)
  ) {
    const [whole, attribute = '', value = ''] = next;
    const read = value.startsWith('"') ? unquote(value) : value;
    if (read === null || attributes.has(attribute)) return unread(line);
    attributes.set(attribute, read);
    at += whole.length;
  }
  if (at === line.length) return { role, name, attributes, text: '' };
  const said = takeFrom(line, textPart, at);
  return said === null ? unread(line) : { role, name, attributes, text: said[1] ?? '' };
}
