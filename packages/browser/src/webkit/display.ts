import type { Program } from '../program/start-program.ts';
import { startedInTime, startGuardedProgram } from '../program/start-program.ts';

/** Longest time it may take to start. Milliseconds. */
const startMs = 30_000;

/** A screen that nobody sees. */
export interface Display {
  /** Its name, such as `:99`. */
  name: string;
  program: Program;
}

/** Starts an X server without a screen. @throws BrowserStartError */
export async function startDisplay(executable: string, path: string): Promise<Display> {
  // It says which number it took on the descriptor it is told; its last words are on the other.
  const args = ['-displayfd', '2', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-noreset'];
  const program = await startGuardedProgram(executable, args, { PATH: path });
  const number = new Promise<string>((resolve) => {
    let said = '';
    program.child.stderr?.on('data', (text: string) => {
      said += text;
      const found = /^(\d+)\n/m.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  try {
    return { name: `:${await startedInTime('Xvfb', program, startMs, number)}`, program };
  } catch (error) {
    await program.end();
    throw error;
  }
}
