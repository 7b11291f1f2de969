import { type FormEvent, type ReactNode, useState } from 'react';
import { Mark } from '../brand/mark.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import './entry-form.css';

interface EntryFormProps {
  title: string;
  intro?: string;
  action: string;
  submit: (form: FormData) => Promise<void>;
  children: ReactNode;
}

/** The small form in the middle of an empty page by which people come in. */
export function EntryForm({ title, intro, action, submit, children }: EntryFormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await submit(form);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
    setBusy(false);
  }
  return (
    <main className="entry">
      <Mark size={44} />
      <h1>{title}</h1>
      {intro !== undefined && <p className="soft entry-intro">{intro}</p>}
      <form className="entry-form card" onSubmit={onSubmit}>
        {children}
        {error !== null && (
          <p className="entry-error" role="alert">
            <ErrorText error={error} />
          </p>
        )}
        <button type="submit" className="button button-main" disabled={busy}>
          {action}
        </button>
      </form>
    </main>
  );
}

export function EmailField() {
  return (
    <label className="field">
      <span>E-mail</span>
      <input className="input" name="email" type="email" autoComplete="username" required />
    </label>
  );
}
