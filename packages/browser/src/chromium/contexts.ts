import type { CdpSession } from '../cdp/connection.ts';
import type { World } from '../page.ts';

export const isolatedWorldName = 'twinlens';

interface Context {
  id: number;
  frameId: string;
  world: World;
}

interface ContextDescription {
  id: number;
  name: string;
  auxData?: { frameId?: string; isDefault?: boolean };
}

/** The JavaScript contexts of all frames of a page, as they come and go. */
export class Contexts {
  readonly #contexts = new Map<number, Context>();
  #waiting: (() => void)[] = [];

  constructor(session: CdpSession) {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { id, name, auxData } = context as ContextDescription;
      const isolated = name === isolatedWorldName && auxData?.isDefault === false;
      if (auxData?.frameId === undefined || !(isolated || auxData.isDefault)) return;
      this.#contexts.set(id, {
        id,
        frameId: auxData.frameId,
        world: isolated ? 'isolated' : 'page',
      });
      for (const resume of this.#waiting.splice(0)) resume();
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts.delete(executionContextId as number);
    });
    session.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
  }

  /** One context per frame, in the order the frames appeared. */
  all(world: World): number[] {
    return [...this.#contexts.values()].filter((c) => c.world === world).map((c) => c.id);
  }

  /** The context of one frame, if it has a document. */
  find(frameId: string, world: World): number | undefined {
    for (const context of this.#contexts.values()) {
      if (context.frameId === frameId && context.world === world) return context.id;
    }
    return undefined;
  }

  /** The same, once the frame has a document. */
  async appear(frameId: string, world: World): Promise<number> {
    for (;;) {
      const found = this.find(frameId, world);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
