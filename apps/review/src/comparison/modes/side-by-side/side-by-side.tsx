import { useMemo, useState } from 'react';
import { useActions } from '../../../keys/use-actions.ts';
import { wantsLessMotion } from '../../../ui/less-motion.ts';
import type { Look } from '../../look/look.ts';
import type { Mode } from '../mode.ts';
import { OwnDifference } from './own-difference.tsx';
import { SidePane } from './side-pane.tsx';
import './side-by-side.css';

const captions = { before: 'Before', after: 'After' } as const;

/** Whether each picture plays. */
const allOf = (on: boolean) => ({ before: on, after: on, again: on });

/** Both pictures beside each other, the same part of each; and what one looked like the second time. */
function Panes({ look }: { look: Look }) {
  const { again } = look;
  const { width, height } = look.after.size;
  const [playing, setPlaying] = useState(() => allOf(!wantsLessMotion()));
  const isAnimated = [look.before, look.after].some(({ picture }) => picture.animation !== null);
  useActions(
    useMemo(
      () => ({
        'view.play': isAnimated
          ? () => setPlaying((now) => allOf(!Object.values(now).includes(true)))
          : null,
      }),
      [isAnimated],
    ),
  );
  const play = (which: keyof typeof playing) => ({
    playing: playing[which],
    onPlay: (on: boolean) => setPlaying({ ...playing, [which]: on }),
  });
  return (
    <div
      className="sides"
      data-flat={width > height || undefined}
      data-twice={again ? '' : undefined}
    >
      {(['before', 'after'] as const).map((side) => (
        <SidePane
          key={side}
          look={look}
          side={side}
          shown={look[side]}
          caption={captions[side]}
          {...play(side)}
        />
      ))}
      {again && (
        <>
          <SidePane
            look={look}
            side={again.side}
            shown={again}
            caption={`${captions[again.side]}, captured again`}
            {...play('again')}
          />
          <OwnDifference look={look} again={again} />
        </>
      )}
    </div>
  );
}

export const sideBySide: Mode = { label: 'Side by side', icon: 'sides', plays: true, Panes };
