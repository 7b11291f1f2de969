/** Keeps one core busy until the bench that started it is gone. */
const sliceMs = 100;

function work(): void {
  const end = performance.now() + sliceMs;
  while (performance.now() < end);
  setImmediate(work);
}

process.on('disconnect', () => process.exit(0));
work();
