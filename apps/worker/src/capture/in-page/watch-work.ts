/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import type { taken } from './taken.ts';

/**
 * Notes what is being done for the page elsewhere: by its workers, and by the browser where it reads,
 * decodes or compiles. That takes real time, is no request, and may be about to change the page. A worker
 * works until it has answered as often as it was told something; one that has a port of its own to
 * answer through is not waited for. Runs in the page, before its scripts: self-contained.
 * @returns Whether anything is being done.
 */
export function watchWork(afterTaken: typeof taken): () => boolean {
  const promised = new Set<object>();
  /** How many answers are outstanding. */
  const asked = new Map<Worker, number>();
  const watched = new WeakSet<Worker>();

  type Method = (...args: never[]) => unknown;
  const wrap = (owner: object, name: string, handler: ProxyHandler<Method>): void => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original === 'function') {
      Reflect.set(owner, name, new Proxy(original as Method, handler));
    }
  };
  /** Methods whose promises are kept by threads of the browser. */
  const note = (owner: object | undefined, names: string[]): void => {
    if (owner === undefined) return;
    const apply = (target: Method, self: unknown, args: unknown[]): unknown => {
      const promise: unknown = Reflect.apply(target, self, args);
      if (!(promise instanceof Promise)) return promise;
      promised.add(promise);
      const end = () => afterTaken(() => promised.delete(promise));
      Promise.prototype.then.call(promise, end, end);
      return promise;
    };
    for (const name of names) wrap(owner, name, { apply });
  };
  const readings = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'];
  note(Response.prototype, readings);
  note(Blob.prototype, readings);
  note(globalThis, ['createImageBitmap']);
  note(globalThis.HTMLImageElement?.prototype, ['decode']);
  const compilings = ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'];
  note(globalThis.WebAssembly, compilings);

  /** Of one that answers without being asked, no less than none. */
  const answered = (worker: Worker): void => {
    const left = (asked.get(worker) ?? 0) - 1;
    if (left > 0) asked.set(worker, left);
    else asked.delete(worker);
  };
  const watch = (worker: Worker): void => {
    watched.add(worker);
    for (const kind of ['message', 'messageerror', 'error']) {
      worker.addEventListener(kind, () => afterTaken(() => answered(worker)));
    }
  };
  wrap(Worker.prototype, 'postMessage', {
    apply(target, self: Worker, args: [unknown, unknown?]) {
      Reflect.apply(target, self, args);
      const [, options] = args;
      const handedOver = Array.isArray(options)
        ? options
        : ((options as StructuredSerializeOptions | undefined)?.transfer ?? []);
      if (handedOver.some((one) => one instanceof MessagePort)) return;
      if (!watched.has(self)) watch(self);
      asked.set(self, (asked.get(self) ?? 0) + 1);
    },
  });
  wrap(Worker.prototype, 'terminate', {
    apply(target, self: Worker, args) {
      asked.delete(self);
      return Reflect.apply(target, self, args);
    },
  });
  return () => asked.size > 0 || promised.size > 0;
}
