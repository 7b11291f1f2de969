import { Link } from '@tanstack/react-router';
import { Notice } from '../ui/notice.tsx';

/** Before the first job: what to put into the project to be tested. */
export function FirstSteps({ account }: { account: number }) {
  return (
    <div className="card">
      <Notice
        icon="eye"
        title="No jobs yet"
        action={
          <Link
            to="/a/$account/settings"
            params={{ account: String(account) }}
            className="button button-main"
          >
            Create an API key
          </Link>
        }
      >
        <p>
          Set <code>endpoint</code> to <code>{location.origin}</code> in the happo configuration of
          your project, add an API key, and run it in CI. Each run shows up here.
        </p>
      </Notice>
    </div>
  );
}
