/**
 * Every configuration that was tried, in the order it was: one small file each, and one for each
 * different content. Written before what they tell of is done, so that whoever starts next knows.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Generation, TwinlensError } from '@twinlens/contract';
import type { DeployedServers } from '../proxy/render.ts';
import type { Topology } from '../topology/schema.ts';
import { readDocument, writeDocument } from './files.ts';

/** What a generation makes the proxy do. */
export interface Content {
  topology: Topology;
  deployed: DeployedServers;
  /** Why the cache of the topology is not in it; null when it is, or none is wanted. */
  withoutCache: string | null;
  /** The configuration, but for what is filled in when it is written. */
  text: string;
}

export interface Entry extends Generation {
  /** Names the content. */
  content: string;
}

/** Heartbeats come every ten minutes; this many generations are three days of them. */
const kept = 450;

export class Ledger {
  readonly #folder: string;
  #entries: Entry[] = [];
  #contents = new Map<string, Content>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Ledger> {
    const ledger = new Ledger(folder);
    for (const name of ['generations', 'contents']) {
      await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
    }
    const names = await readdir(join(folder, 'generations'));
    for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
      const entry = await readDocument<Entry>(join(folder, 'generations', name));
      if (entry !== null) ledger.#entries.push(entry);
    }
    for (const name of await readdir(join(folder, 'contents'))) {
      if (!name.endsWith('.json')) continue;
      const content = await readDocument<Content>(join(folder, 'contents', name));
      if (content !== null) ledger.#contents.set(name.replace('.json', ''), content);
    }
    return ledger;
  }

  /** Oldest first. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The newest one that was handed to the proxy: what it is meant to serve. */
  get wanted(): Entry | null {
    return this.#entries.findLast(({ outcome }) => outcome !== 'refused') ?? null;
  }

  get lastProven(): Entry | null {
    return this.#entries.findLast(({ outcome }) => outcome === 'proven') ?? null;
  }

  /** @throws TwinlensError `not_found` */
  contentOf(entry: Entry): Content {
    const content = this.#contents.get(entry.content);
    if (content === undefined) {
      throw new TwinlensError(
        'not_found',
        `the content of generation ${entry.number} is not kept any more`,
      );
    }
    return content;
  }

  async begin(cause: Generation['cause'], reason: string, content: Content): Promise<Entry> {
    const name = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
    if (!this.#contents.has(name)) {
      await writeDocument(join(this.#folder, 'contents', `${name}.json`), content);
      this.#contents.set(name, content);
    }
    const entry: Entry = {
      number: (this.#entries.at(-1)?.number ?? 0) + 1,
      at: new Date().toISOString(),
      cause,
      reason,
      outcome: 'loading',
      problems: [],
      withoutCache: content.withoutCache,
      content: name,
    };
    this.#entries.push(entry);
    await this.#write(entry);
    return entry;
  }

  async end(entry: Entry, outcome: Generation['outcome'], problems: string[]): Promise<void> {
    entry.outcome = outcome;
    entry.problems = problems;
    await this.#write(entry);
    await this.#prune();
  }

  #path(entry: Entry): string {
    return join(this.#folder, 'generations', `${String(entry.number).padStart(8, '0')}.json`);
  }

  #write(entry: Entry): Promise<void> {
    return writeDocument(this.#path(entry), entry);
  }

  async #prune(): Promise<void> {
    const needed = new Set([this.wanted, this.lastProven]);
    const old = this.#entries.slice(0, -kept).filter((entry) => !needed.has(entry));
    if (old.length === 0) return;
    for (const entry of old) await rm(this.#path(entry), { force: true });
    this.#entries = this.#entries.filter((entry) => !old.includes(entry));
    const used = new Set(this.#entries.map(({ content }) => content));
    for (const name of [...this.#contents.keys()].filter((one) => !used.has(one))) {
      await rm(join(this.#folder, 'contents', `${name}.json`), { force: true });
      this.#contents.delete(name);
    }
  }
}
