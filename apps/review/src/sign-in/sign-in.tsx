import { useApi } from '../api/context.tsx';
import { useTitle } from '../ui/use-title.ts';
import { EmailField, EntryForm } from './entry-form.tsx';
import { safeNext } from './next.ts';

export function SignIn({ next }: { next: string | undefined }) {
  const api = useApi();
  useTitle('Sign in');

  async function submit(form: FormData): Promise<void> {
    await api.signIn({
      body: { email: String(form.get('email')), password: String(form.get('password')) },
    });
    // Some of the pages people come from are not among these.
    location.assign(safeNext(next));
  }
  return (
    <EntryForm title="Sign in" action="Sign in" submit={submit}>
      <EmailField />
      <label className="field">
        <span>Password</span>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
    </EntryForm>
  );
}
