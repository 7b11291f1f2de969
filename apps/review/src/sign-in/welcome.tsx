import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { useTitle } from '../ui/use-title.ts';
import { EmailField, EntryForm } from './entry-form.tsx';

/** The first administrator, signed in by the printed link, becomes a person with a password. */
export function Welcome() {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  useTitle('Welcome');

  async function submit(form: FormData): Promise<void> {
    await api.setUpAccount({
      body: {
        name: String(form.get('name')),
        email: String(form.get('email')),
        password: String(form.get('password')),
      },
    });
    client.clear();
    await navigate({ to: '/' });
  }
  return (
    <EntryForm
      title="Welcome to Twinlens"
      intro="Choose how you sign in from now on. The link that brought you here works only once."
      action="Continue"
      submit={submit}
    >
      <label className="field">
        <span>Name</span>
        <input className="input" name="name" autoComplete="name" maxLength={200} required />
        <small>Shown beside what you accept and reject.</small>
      </label>
      <EmailField />
      <label className="field">
        <span>Password</span>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={200}
          required
        />
        <small>At least 10 characters.</small>
      </label>
    </EntryForm>
  );
}
