import './mark.css';

/** Two lenses laid over each other; where they agree there is light. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      className="mark"
      width={(size * 4) / 3}
      height={size}
      viewBox="0 0 32 24"
      aria-hidden="true"
    >
      <circle className="mark-before" cx="11.5" cy="12" r="10" />
      <circle className="mark-after" cx="20.5" cy="12" r="10" />
      <path className="mark-both" d="M16 3.07a10 10 0 0 1 0 17.86a10 10 0 0 1 0-17.86z" />
    </svg>
  );
}
