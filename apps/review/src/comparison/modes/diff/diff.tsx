import { DifferenceSummary } from '../../difference/difference-summary.tsx';
import type { Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { MarkedPlane } from '../../look/marked-plane.tsx';
import type { Mode } from '../mode.ts';

/** What differs, in numbers and words. */
function Controls({ look }: { look: Look }) {
  const { data } = look.difference;
  return data ? (
    <p className="tool-words">
      <DifferenceSummary summary={data.summary} twice={false} />
    </p>
  ) : null;
}

/** The later picture dimmed, with what changed, came or went painted over it. */
function Panes({ look }: { look: Look }) {
  return (
    <LookPane look={look} label={`Pane: ${look.name}, difference`} sideAt={() => 'after'}>
      <MarkedPlane
        look={look}
        shown={look.after}
        marks={look.difference.data?.marks ?? []}
        alt={`${look.name}, changed pixels highlighted`}
      />
    </LookPane>
  );
}

export const diff: Mode = {
  label: 'Diff',
  icon: 'diff',
  onlyAfter: true,
  needsDifference: true,
  Controls,
  Panes,
};
