import { ErrorText } from '../ui/error-text.tsx';

interface SaveBarProps {
  isSaved: boolean;
  isSaving: boolean;
  /** Said once it was saved. */
  done: string | null;
  error: Error | null;
}

/** The end of a form: nothing holds until it is saved. */
export function SaveBar({ isSaved, isSaving, done, error }: SaveBarProps) {
  return (
    <>
      {error && (
        <p className="dialog-error" role="alert">
          <ErrorText error={error} />
        </p>
      )}
      <div className="settings-actions">
        <button type="submit" className="button button-main" disabled={isSaved || isSaving}>
          Save
        </button>
        <p className="soft" role="status">
          {isSaved ? (done ?? '') : 'Not saved yet.'}
        </p>
      </div>
    </>
  );
}
