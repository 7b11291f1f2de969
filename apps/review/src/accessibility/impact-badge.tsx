import type { Impact, ViolationCounts } from '../api/entities.ts';
import './impact-badge.css';

export const impacts: Impact[] = ['critical', 'serious', 'moderate', 'minor'];

export function ImpactBadge({ impact, count }: { impact: Impact; count?: number }) {
  return (
    <span className={`impact impact-${impact}`}>
      {count !== undefined && <b className="number">{count}</b>} {impact}
    </span>
  );
}

/** How many elements break rules, by impact; that none do, where it is so. */
export function ImpactCounts({ counts }: { counts: ViolationCounts }) {
  const present = impacts.filter((impact) => counts[impact] > 0);
  if (present.length === 0) return <span className="impact impact-none">no violations</span>;
  return present.map((impact) => (
    <ImpactBadge key={impact} impact={impact} count={counts[impact]} />
  ));
}
