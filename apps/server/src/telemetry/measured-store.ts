import type { Store } from '@twinlens/visual-tests';
import type { ServerMetrics } from './metrics.ts';

/** A store whose calls are measured. */
export function measureStore(store: Store, { stored }: Pick<ServerMetrics, 'stored'>): Store {
  async function measured<T>(action: string, call: () => Promise<T>): Promise<T> {
    const started = performance.now();
    let failed = true;
    try {
      const answer = await call();
      failed = false;
      return answer;
    } finally {
      stored(action, (performance.now() - started) / 1000, failed);
    }
  }
  return {
    stagingFolder: store.stagingFolder,
    put: (name, bytes) => measured('put', () => store.put(name, bytes)),
    create: (name, bytes) => measured('create', () => store.create(name, bytes)),
    adopt: (name, path) => measured('adopt', () => store.adopt(name, path)),
    get: (name) => measured('get', () => store.get(name)),
    read: (name, offset, length) => measured('read', () => store.read(name, offset, length)),
    fileOf: (name) => store.fileOf(name),
    list: () => store.list(),
    check: () => measured('check', () => store.check()),
  };
}
