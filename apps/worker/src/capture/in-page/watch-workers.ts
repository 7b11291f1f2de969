/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * Notes which workers of the page were told something and have not answered: what they are computing
 * takes real time, is no request, and may be about to change the page. What has a port of its own to
 * answer through is not waited for. Runs in the page, before its scripts: self-contained.
 * @returns Whether an answer is outstanding.
 */
export function watchWorkers(): () => boolean {
  const asked = new Set<Worker>();
  const watched = new WeakSet<Worker>();

  /** After everything the page does about an answer in the next two tasks: what renders posts one. */
  const taken = (then: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    let hops = 0;
    port1.onmessage = () => {
      hops += 1;
      if (hops < 2) return port2.postMessage(null);
      port1.close();
      then();
    };
    port2.postMessage(null);
  };
  const watch = (worker: Worker): void => {
    watched.add(worker);
    let answers = 0;
    for (const kind of ['message', 'messageerror', 'error']) {
      worker.addEventListener(kind, () => {
        answers += 1;
        const answer = answers;
        taken(() => {
          if (answer === answers) asked.delete(worker);
        });
      });
    }
  };

  const { prototype } = Worker;
  prototype.postMessage = new Proxy(prototype.postMessage, {
    apply(target, self: Worker, args: [unknown, unknown?]) {
      Reflect.apply(target, self, args);
      const [, options] = args;
      const handedOver = Array.isArray(options)
        ? options
        : ((options as StructuredSerializeOptions | undefined)?.transfer ?? []);
      if (handedOver.some((one) => one instanceof MessagePort)) return;
      if (!watched.has(self)) watch(self);
      asked.add(self);
    },
  });
  prototype.terminate = new Proxy(prototype.terminate, {
    apply(target, self: Worker, args) {
      asked.delete(self);
      return Reflect.apply(target, self, args);
    },
  });
  return () => asked.size > 0;
}
