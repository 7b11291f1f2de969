import { Link } from '@tanstack/react-router';
import type { Origins } from '../api/entities.ts';
import type { Origin } from './origin.ts';
import '../ui/tabs.css';

const number = new Intl.NumberFormat('en');

/** All snapshots of a report, or those with one origin. */
export function OriginTabs({ origins, current }: { origins: Origins; current: Origin | null }) {
  const { rendered, copied, carriedOver } = origins;
  const tabs: [origin: Origin | null, label: string, count: number][] = [
    [null, 'All', rendered + copied + carriedOver],
    ['rendered', 'Rendered now', rendered],
    ['copied', 'Copied', copied],
    ['carried-over', 'Carried over', carriedOver],
  ];
  const shown = tabs.filter(([origin, , count]) => count > 0 || origin === current);
  return (
    <nav className="tabs" aria-label="Origins of snapshots">
      {shown.map(([origin, label, count]) => (
        <Link
          key={label}
          to="."
          search={(search) => ({ ...search, o: origin ?? undefined })}
          className="tab"
          aria-current={origin === current ? 'page' : undefined}
          activeOptions={{ explicitUndefined: true }}
          activeProps={{ className: '' }}
        >
          {label}
          <b className="number">{number.format(count)}</b>
        </Link>
      ))}
    </nav>
  );
}
