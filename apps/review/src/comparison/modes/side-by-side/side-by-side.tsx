import type { Look } from '../../look/look.ts';
import type { Mode } from '../mode.ts';
import { OwnDifference } from './own-difference.tsx';
import { SidePane } from './side-pane.tsx';
import './side-by-side.css';

const captions = { before: 'Before', after: 'After' } as const;

/** Both pictures beside each other, the same part of each; and what one looked like the second time. */
function Panes({ look }: { look: Look }) {
  const { again } = look;
  const { width, height } = look.after.size;
  return (
    <div
      className="sides"
      data-flat={width > height || undefined}
      data-twice={again ? '' : undefined}
    >
      {(['before', 'after'] as const).map((side) => (
        <SidePane key={side} look={look} side={side} shown={look[side]} caption={captions[side]} />
      ))}
      {again && (
        <>
          <SidePane
            look={look}
            side={again.side}
            shown={again}
            caption={`${captions[again.side]}, captured again`}
          />
          <OwnDifference look={look} again={again} />
        </>
      )}
    </div>
  );
}

export const sideBySide: Mode = { label: 'Side by side', icon: 'sides', plays: true, Panes };
