const atOnce = 8;

/** Does something for each, some at a time; ends with the first failure. */
export async function sideBySide<Item>(
  items: AsyncIterable<Item>,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let failed = false;
  const lane = async () => {
    try {
      for (;;) {
        const next = failed ? { done: true as const } : await iterator.next();
        if (next.done) return;
        await run(next.value);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
