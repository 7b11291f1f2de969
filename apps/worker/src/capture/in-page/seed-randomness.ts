/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * Makes everything random in the page a sequence that is always the same. The generator is sfc32
 * (Chris Doty-Humphrey, PractRand). Runs in the page, before its scripts: self-contained.
 * @returns Starts the sequence again.
 */
export function seedRandomness(): () => void {
  type Method = (...args: never[]) => unknown;
  const seed = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1] as const;
  let [a, b, c, counter]: [number, number, number, number] = [...seed];
  /** The next 32 bits. */
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  const restart = (): void => {
    [a, b, c, counter] = [...seed];
    for (let round = 0; round < 12; round += 1) next();
  };
  const fill = (bytes: Uint8Array): void => {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = next() >>> 24;
  };
  const method = (
    owner: object,
    name: string,
    apply: (self: unknown, args: unknown[]) => unknown,
  ) => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return;
    Reflect.set(
      owner,
      name,
      new Proxy(original as Method, { apply: (_target, self, args) => apply(self, args) }),
    );
  };

  method(Math, 'random', () => next() / 2 ** 32);
  const getRandomValues = crypto.getRandomValues;
  method(crypto, 'getRandomValues', (self, args) => {
    // The browser's own says what may be asked for.
    const array = Reflect.apply(getRandomValues, self, args) as ArrayBufferView;
    fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  });
  method(crypto, 'randomUUID', () => {
    const bytes = new Uint8Array(16);
    fill(bytes);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  });
  restart();
  return restart;
}
