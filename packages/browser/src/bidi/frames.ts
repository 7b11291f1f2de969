import type { BidiConnection } from './connection.ts';

export interface Frame {
  context: string;
  url: string;
  children: Frame[] | null;
}

/** A frame with all that are in it, the outermost first. */
const flatten = (frame: Frame): string[] => [
  frame.context,
  ...(frame.children ?? []).flatMap(flatten),
];

/** All frames of a page, the main frame first. */
export async function framesOf(connection: BidiConnection, root: string): Promise<string[]> {
  const { contexts } = await connection.send('browsingContext.getTree', { root });
  return (contexts as Frame[]).flatMap(flatten);
}
