import { Link } from '@tanstack/react-router';
import type { Comparison } from '../api/entities.ts';
import { toleranceWords } from '../tolerances/tolerance-words.ts';
import { differenceWords } from './difference-words.ts';

interface PolicyLineProps {
  account: number;
  comparison: Comparison;
}

/** Which differences passed without a review when the comparison was made, and who said so. */
export function PolicyLine({ account, comparison }: PolicyLineProps) {
  const { deepCompare, policy, project } = comparison;
  const { passes = [], rules = 0 } = policy ?? {};
  const { state } = comparison;
  const tolerance = policy === null && state === 'pending' ? deepCompare : policy?.deepCompare;
  const parts = [
    tolerance &&
      `${toleranceWords(tolerance)}, as ${deepCompare ? 'this run' : 'the project'} asked for`,
    passes.length > 0 &&
      `${passes.map((one) => differenceWords[one].short.toLowerCase()).join(', ')} passes`,
    rules > 0 && `${rules} ${rules === 1 ? 'rule' : 'rules'} for single examples`,
  ].filter(Boolean);
  if (parts.length === 0 && state === 'pending') return null;
  return (
    <p className="soft">
      <strong>Tolerance</strong>{' '}
      {parts.length === 0 ? 'none: every pixel that differs is a change' : parts.join('; ')}.{' '}
      <Link
        to="/a/$account/settings/tolerances/$project"
        params={{ account: String(account), project: String(project.id) }}
      >
        Settings
      </Link>
    </p>
  );
}
