import type { PolicyRule } from '../api/entities.ts';
import { differenceWords } from '../comparison/difference-words.ts';
import { toleranceWords } from './tolerance-words.ts';

interface RuleListProps {
  rules: PolicyRule[];
  /** Null for people who may only look. */
  onRemove: ((rule: PolicyRule) => void) | null;
}

const nameOf = ({ component, variant, target }: PolicyRule) =>
  [component, variant, target].filter((part) => part !== null).join(', ');

function saidBy({ deepCompare, passes }: PolicyRule): string {
  const parts = [
    deepCompare && toleranceWords(deepCompare),
    passes &&
      (passes.length === 0
        ? 'no kind of difference passes'
        : `passes: ${passes.map((one) => differenceWords[one].short.toLowerCase()).join(', ')}`),
  ];
  return parts.filter(Boolean).join('; ');
}

/** What holds for single examples. */
export function RuleList({ rules, onRemove }: RuleListProps) {
  if (rules.length === 0) return <p className="soft">None.</p>;
  return (
    <ul className="rules">
      {rules.map((rule) => (
        <li key={JSON.stringify([rule.component, rule.variant, rule.target])} className="rule">
          <span className="rule-name">
            <b>{nameOf(rule)}</b>
            <span className="soft">{saidBy(rule)}</span>
          </span>
          {onRemove && (
            <button
              type="button"
              className="button button-bad"
              aria-label={`Remove the rule for ${nameOf(rule)}`}
              onClick={() => onRemove(rule)}
            >
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
