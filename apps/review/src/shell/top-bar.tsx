import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { Account, Me } from '../api/entities.ts';
import { Mark } from '../brand/mark.tsx';
import { ThemeToggle } from '../theme/theme-toggle.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFailureToast } from '../ui/toasts.tsx';
import './top-bar.css';

interface TopBarProps {
  me: Me | undefined;
  account: Account | undefined;
}

export function TopBar({ me, account }: TopBarProps) {
  return (
    <header className="top-bar">
      <a className="top-bar-skip button" href="#main">
        Skip to content
      </a>
      <Link to="/" className="top-bar-brand" aria-label="Twinlens, to the jobs">
        <Mark size={20} />
        <span className="top-bar-name">Twinlens</span>
      </Link>
      {me && account && (
        <>
          <AccountChoice me={me} account={account} />
          <nav className="top-bar-nav" aria-label="Main">
            <Link to="/a/$account/jobs" params={{ account: String(account.id) }}>
              Jobs
            </Link>
            <Link to="/a/$account/projects" params={{ account: String(account.id) }}>
              Projects
            </Link>
            <Link to="/a/$account/settings" params={{ account: String(account.id) }}>
              Settings
            </Link>
          </nav>
        </>
      )}
      <div className="top-bar-end">
        <Link to="/docs/api" className="top-bar-api">
          API
        </Link>
        {account && <InboxLink account={account} />}
        <ThemeToggle />
        {me && <SignOut me={me} />}
      </div>
    </header>
  );
}

/** With how much was said that is not read yet. */
function InboxLink({ account: { id, unread } }: { account: Account }) {
  return (
    <Link
      to="/a/$account/inbox"
      params={{ account: String(id) }}
      className="button button-plain top-bar-inbox"
      aria-label={unread === 0 ? 'Inbox' : `Inbox, ${unread} unread`}
      title="Inbox"
    >
      <Icon name="comment" />
      {unread > 0 && <b className="top-bar-unread number">{unread > 99 ? '99+' : unread}</b>}
    </Link>
  );
}

function AccountChoice({ me, account }: { me: Me; account: Account }) {
  const navigate = useNavigate();
  if (me.accounts.length === 1) return <span className="top-bar-account">{account.name}</span>;
  return (
    <select
      className="top-bar-account"
      aria-label="Account"
      value={account.id}
      onChange={(event) =>
        navigate({ to: '/a/$account/jobs', params: { account: event.target.value } })
      }
    >
      {me.accounts.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function SignOut({ me }: { me: Me }) {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const tellFailure = useFailureToast();
  async function signOut(): Promise<void> {
    try {
      await api.signOut({});
    } catch (error) {
      tellFailure('You are still signed in', error as Error);
      return;
    }
    await navigate({ to: '/sign-in' });
    client.clear();
  }
  return (
    <button
      type="button"
      className="button button-plain top-bar-sign-out"
      title={`Sign out ${me.user.email}`}
      onClick={signOut}
    >
      <span className="top-bar-person">{me.user.name}</span>
      <Icon name="leave" />
      <span className="unseen">Sign out</span>
    </button>
  );
}
