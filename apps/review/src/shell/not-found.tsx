import { Link } from '@tanstack/react-router';
import { Notice } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';

export function NotFound() {
  useTitle('Not found');
  return (
    <main className="page">
      <h1 className="unseen">Not found</h1>
      <Notice
        icon="search"
        title="Nothing is here"
        action={
          <Link to="/" className="button">
            To the jobs
          </Link>
        }
      >
        <p>The address may be mistyped, or what it led to was removed.</p>
      </Notice>
    </main>
  );
}
