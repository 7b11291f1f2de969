import { differenceClasses } from '@twinlens/contract';
import { flaky, remembered } from '../../made-up/said-before.ts';
import { ImpactBadge, impacts } from '../../src/accessibility/impact-badge.tsx';
import { RequestState } from '../../src/captures/request-state.tsx';
import { DecisionMark } from '../../src/comparison/decision/decision-mark.tsx';
import { DifferenceLabel } from '../../src/comparison/difference-label.tsx';
import { Badge, StateBadge } from '../../src/ui/state-badge.tsx';
import { Row, Sheet } from './sheet.tsx';

export default { title: 'Blocks/Signs' };

export const States = () => (
  <Sheet>
    <Row>
      <StateBadge state="pending" />
      <StateBadge state="needs-review" />
      <StateBadge state="success" />
      <StateBadge state="success" decision="accepted" />
      <StateBadge state="failure" />
      <StateBadge state="failure" decision="rejected" />
      <StateBadge state="expired" />
    </Row>
    <Row>
      {(['queued', 'leased', 'done', 'failed'] as const).map((state) => (
        <RequestState key={state} state={state} />
      ))}
      <Badge tone="quiet" icon="clock" label="A label that is as long as labels get in the end" />
    </Row>
  </Sheet>
);

export const Differences = () => (
  <Sheet>
    <Row>
      {differenceClasses.map((name) => (
        <DifferenceLabel key={name} difference={{ class: name, unseen: null }} />
      ))}
      <DifferenceLabel difference={{ class: null, unseen: 'too large' }} />
    </Row>
  </Sheet>
);

export const Decisions = () => (
  <Sheet>
    <Row>
      <DecisionMark decision={{ ...remembered, elsewhere: null }} />
      <DecisionMark decision={{ ...remembered, elsewhere: null, decision: 'rejected' }} />
      <DecisionMark decision={{ ...remembered, settled: false }} />
      <DecisionMark decision={remembered} />
      <DecisionMark decision={flaky} />
    </Row>
  </Sheet>
);

export const Impacts = () => (
  <Sheet>
    {impacts.map((impact, place) => (
      <Row key={impact}>
        <ImpactBadge impact={impact} />
        <ImpactBadge impact={impact} count={10 ** place} />
      </Row>
    ))}
  </Sheet>
);
