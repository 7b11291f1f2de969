import './skeleton.css';

/** Grey bars in the place of what is on its way, so that nothing jumps when it comes. */
export function Skeleton({ lines = 6, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <div key={line} className="skeleton-bar" style={{ width: `${92 - ((line * 29) % 45)}%` }} />
      ))}
    </div>
  );
}
