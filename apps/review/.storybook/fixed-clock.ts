/** Stories are always seen at the same moment: what is "8 minutes ago" has the same date for ever. */
const now = Date.UTC(2026, 0, 15, 10, 30);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[]) =>
    Reflect.construct(target, args.length === 0 ? [now] : args),
  get: (target, name, receiver) =>
    name === 'now' ? () => now : Reflect.get(target, name, receiver),
});
