import type { RowDecision } from '../../api/entities.ts';
import type { ComparisonPath } from '../../api/queries.ts';
import { Icon } from '../../ui/icon.tsx';
import { Time } from '../../ui/time.tsx';
import { ElsewhereLink } from '../elsewhere-link.tsx';
import { decisionWords } from './decision-mark.tsx';
import './decision-line.css';

interface DecisionLineProps {
  path: ComparisonPath;
  decision: RowDecision;
}

/** What was said of one change last: by whom, when, why, and where, if not here. */
export function DecisionLine({ path, decision }: DecisionLineProps) {
  const { words, icon, tone } = decisionWords(decision);
  const { elsewhere } = decision;
  return (
    <p className={`decision-line decision-line-${tone}`}>
      <Icon name={icon} />
      <span>
        <b>{words}</b> by {decision.by} <Time at={decision.at} />
        {elsewhere !== null && (
          <>
            {' in '}
            <ElsewhereLink path={path} elsewhere={elsewhere} />, where the same two pictures were
            compared
          </>
        )}
        {decision.comment !== null && <q>{decision.comment}</q>}
      </span>
    </p>
  );
}
