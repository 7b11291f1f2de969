import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import './settings-nav.css';

/** The pages of an account's settings. */
export function SettingsNav({ account }: { account: number }) {
  const { data: me } = useQuery(meQuery(useApi()));
  const params = { account: String(account) };
  return (
    <nav className="settings-nav" aria-label="Settings">
      <Link to="/a/$account/settings" params={params} activeOptions={{ exact: true }}>
        API keys
      </Link>
      <Link to="/a/$account/settings/repositories" params={params}>
        Repositories
      </Link>
      <Link to="/a/$account/settings/tolerances" params={params}>
        Tolerances
      </Link>
      <Link to="/a/$account/settings/reviewing" params={params}>
        Reviewing
      </Link>
      <Link to="/a/$account/settings/outages" params={params}>
        Outages
      </Link>
      <Link to="/a/$account/settings/destinations" params={params}>
        Destinations
      </Link>
      <Link to="/a/$account/settings/deliveries" params={params}>
        Deliveries
      </Link>
      <Link to="/a/$account/settings/capture-cache" params={params}>
        Capture cache
      </Link>
      <Link to="/a/$account/settings/assistants" params={params}>
        Assistants
      </Link>
      {me?.operator && (
        <Link to="/a/$account/settings/workers" params={params}>
          Workers
        </Link>
      )}
    </nav>
  );
}
