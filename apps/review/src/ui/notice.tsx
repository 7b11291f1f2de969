import { TwinlensError } from '@twinlens/contract/errors';
import type { ReactNode } from 'react';
import { ErrorText } from './error-text.tsx';
import { Icon, type IconName } from './icon.tsx';
import './notice.css';

interface NoticeProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where there is nothing to show, and what to do about it. */
export function Notice({ icon, title, children, action }: NoticeProps) {
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <div className="notice-text">{children}</div>}
      {action}
    </div>
  );
}

/** An answer that did not come. Trying again is offered where it can help. */
export function Failure({ error, retry }: { error: Error; retry?: (() => void) | undefined }) {
  const missing = error instanceof TwinlensError && error.code === 'not_found';
  return (
    <div role="alert">
      <Notice
        icon={missing ? 'search' : 'cross'}
        title={missing ? 'Nothing is here' : 'This could not be loaded'}
        action={
          retry && (
            <button type="button" className="button" onClick={retry}>
              Try again
            </button>
          )
        }
      >
        <p>
          <ErrorText error={error} />
        </p>
      </Notice>
    </div>
  );
}
