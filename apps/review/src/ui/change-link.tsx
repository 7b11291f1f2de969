import { Icon } from './icon.tsx';
import { isWebAddress } from './web-address.ts';
import './change-link.css';

/** Where the change that is tested can be read, as the client sent it. */
export function ChangeLink({ link }: { link: string }) {
  if (!isWebAddress(link)) return <span>{link}</span>;
  const { host, pathname } = new URL(link);
  return (
    <a className="change-link" href={link} target="_blank" rel="noopener noreferrer">
      <span>
        {host}
        {pathname}
      </span>
      <Icon name="external" size={13} />
      <span className="unseen">opens in a new tab</span>
    </a>
  );
}
