import { Failure } from '../ui/notice.tsx';

/** A page that fell over, with the way back. */
export function Crash({ error }: { error: Error }) {
  return (
    <main className="page">
      <h1 className="unseen">Something went wrong</h1>
      <Failure error={error} retry={() => location.reload()} />
    </main>
  );
}
