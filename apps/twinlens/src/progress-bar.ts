import type { WriteStream } from 'node:tty';

const width = 28;

/** A line redrawn in place; on anything but a terminal nothing is printed. */
export interface ProgressBar {
  /** `share` from 0 to 1. */
  show(share: number, text: string): void;
  clear(): void;
}

export function createProgressBar(output: WriteStream): ProgressBar {
  if (!output.isTTY) return { show() {}, clear() {} };
  return {
    show(share, text) {
      const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
      output.write(`\r\u001b[K  ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${text}`);
    },
    clear() {
      output.write('\r\u001b[K');
    },
  };
}
