import { TwinlensError } from '@twinlens/contract/errors';
import './error-text.css';

/** What went wrong, and what to name to whoever runs this: their log has the same id. */
export function ErrorText({ error }: { error: Error }) {
  const id = error instanceof TwinlensError ? error.requestId : null;
  return (
    <>
      {error.message}
      {id !== null && (
        <span className="error-request">
          Request <code>{id}</code>
        </span>
      )}
    </>
  );
}
