interface Person {
  id: string;
  name: string;
}

/** People whose name follows an `@` in a text, upper and lower case alike. The longest name counts. */
export function mentionsIn(text: string, people: Person[]): Person[] {
  const byLength = people.toSorted((one, other) => other.name.length - one.name.length);
  const found = new Set<Person>();
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1).toLowerCase();
    const person = byLength.find(({ name }) => {
      const isNamed = rest.startsWith(name.toLowerCase());
      return isNamed && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length));
    });
    if (person !== undefined) found.add(person);
  }
  return [...found];
}
