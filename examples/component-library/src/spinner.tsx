import './spinner.css';

export function Spinner({ label }: { label: string }) {
  return (
    <div className="spinner" role="status">
      <span className="spinner-ring" />
      {label}
    </div>
  );
}
