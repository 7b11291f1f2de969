/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />

/**
 * Makes every clock of the page show the time since the start of the document, or of the example, on
 * a day that is always the same. What passes is the page's own time; only where it starts is ours.
 * Runs in the page, before its scripts: self-contained.
 * @param epoch What `Date.now()` answers at the start, in milliseconds since 1970.
 * @returns Starts again.
 */
export function controlClock(epoch: number): () => void {
  type Method = (...args: never[]) => unknown;
  const read = performance.now.bind(performance);
  let startedAt = read();
  /**
   * In half milliseconds: browsers move what they answer by up to a tenth, at random, and time is
   * given in whole and half ones.
   */
  const since = (ms: number): number => Math.round((ms - startedAt) * 2) / 2;
  const elapsed = (): number => since(read());
  const now = (): number => Math.floor(epoch + elapsed());

  /** Puts ours in the place of a method; as a proxy, it looks the same to who looks at it. */
  const method = (
    owner: object,
    name: string,
    call: (self: unknown, args: unknown[]) => unknown,
  ) => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return;
    Reflect.set(
      owner,
      name,
      new Proxy(original as Method, { apply: (_target, self, args) => call(self, args) }),
    );
  };
  const getter = (owner: object, name: string, get: (original: () => unknown) => unknown) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.get;
    if (!descriptor?.configurable || !original) return;
    const apply = (_target: unknown, self: unknown) => get(() => Reflect.apply(original, self, []));
    const ours = new Proxy<() => unknown>(original, { apply });
    Object.defineProperty(owner, name, { ...descriptor, get: ours });
  };

  const SystemDate = Date;
  const ControlledDate = new Proxy(SystemDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: (target) => new target(now()).toString(),
  });
  method(SystemDate, 'now', now);
  SystemDate.prototype.constructor = ControlledDate;
  globalThis.Date = ControlledDate;

  method(performance, 'now', elapsed);
  getter(Performance.prototype, 'timeOrigin', () => epoch);
  getter(Event.prototype, 'timeStamp', (original) => since(Number(original())));
  getter(Document.prototype, 'lastModified', () => {
    const [date = '', time = ''] = new SystemDate(epoch).toISOString().split(/[T.]/);
    return `${date.slice(5).replace('-', '/')}/${date.slice(0, 4)} ${time}`;
  });

  const requestFrame = requestAnimationFrame;
  method(globalThis, 'requestAnimationFrame', (self, [callback]) =>
    Reflect.apply(requestFrame, self, [
      typeof callback === 'function' ? () => void callback(elapsed()) : callback,
    ]),
  );

  const { prototype: format } = Intl.DateTimeFormat;
  getter(format, 'format', (original) => {
    const own = original() as (date?: number) => string;
    return (date?: number) => own(date ?? now());
  });
  const toParts = format.formatToParts;
  method(format, 'formatToParts', (self, [date]) => Reflect.apply(toParts, self, [date ?? now()]));

  interface Zoned {
    toPlainDate(): unknown;
    toPlainTime(): unknown;
    toPlainDateTime(): unknown;
  }
  interface Instant {
    toZonedDateTimeISO(timeZone: unknown): Zoned;
  }
  const temporal = Reflect.get(globalThis, 'Temporal') as
    | {
        Now: object & { timeZoneId(): string };
        Instant: { fromEpochMilliseconds(ms: number): Instant };
      }
    | undefined;
  if (temporal) {
    const { Now, Instant } = temporal;
    const instant = () => Instant.fromEpochMilliseconds(now());
    const zoned = (timeZone: unknown) => instant().toZonedDateTimeISO(timeZone ?? Now.timeZoneId());
    method(Now, 'instant', instant);
    method(Now, 'zonedDateTimeISO', (_self, [timeZone]) => zoned(timeZone));
    method(Now, 'plainDateISO', (_self, [timeZone]) => zoned(timeZone).toPlainDate());
    method(Now, 'plainTimeISO', (_self, [timeZone]) => zoned(timeZone).toPlainTime());
    method(Now, 'plainDateTimeISO', (_self, [timeZone]) => zoned(timeZone).toPlainDateTime());
  }

  return () => {
    startedAt = read();
  };
}
