/** What a server that is not ready says of what it lacks: whoever watches looks for these words. */
export const unreadyWords = {
  database: 'the database does not answer',
  store: 'the store does not answer',
} as const;

export type ServerPart = keyof typeof unreadyWords;
