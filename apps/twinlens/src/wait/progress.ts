import type { WriteStream } from 'node:tty';
import type { Verdict } from '@twinlens/contract';
import { createProgressBar } from '../progress-bar.ts';

/** How far a commit is: a bar on a terminal, elsewhere a line where something is different. */
export interface Progress {
  show(verdict: Verdict): void;
  /** A line that stays. */
  say(text: string): void;
  end(): void;
}

export function createProgress(output: WriteStream): Progress {
  const bar = createProgressBar(output);
  let last = '';
  const line = (text: string) => {
    bar.clear();
    output.write(`${text}\n`);
  };
  return {
    show(verdict) {
      const { done, total } = sumUp(verdict);
      const text = total === 0 ? verdict.description : `${done} of ${total} captures done`;
      const waits = verdict.projects.find(({ state, message }) => state === 'pending' && message);
      const words = waits === undefined ? text : `${text}; ${waits.message}`;
      if (output.isTTY) bar.show(total === 0 ? 0 : done / total, words);
      else if (words !== last) line(words);
      last = words;
    },
    say: line,
    end: () => bar.clear(),
  };
}

function sumUp({ projects }: Verdict): { done: number; total: number } {
  const sum = { done: 0, total: 0 };
  for (const { progress } of projects) {
    sum.done += progress?.requestsDone ?? 0;
    sum.total += progress?.requestsTotal ?? 0;
  }
  return sum;
}
