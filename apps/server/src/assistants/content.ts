import type { ContentBlock } from '@modelcontextprotocol/server';

/** Words, or data as JSON. */
export const text = (answer: unknown): ContentBlock => ({
  type: 'text',
  text: typeof answer === 'string' ? answer : JSON.stringify(answer),
});
