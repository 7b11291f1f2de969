import { useMemo } from 'react';
import { useActions } from '../../keys/use-actions.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { UnreadablePictures } from '../difference/unreadable-pictures.tsx';
import { FirstFramesNote } from '../first-frames-note.tsx';
import { InspectorLine } from '../inspector/inspector-line.tsx';
import { blinking, flip } from '../modes/blink/blink-state.ts';
import { modes } from '../modes/modes.ts';
import { PinHint } from '../pins/pin-hint.tsx';
import { RegionList } from '../regions/region-list.tsx';
import { Minimap } from '../viewport/minimap.tsx';
import { SizeDifference } from './size-difference.tsx';
import { StageTools } from './stage-tools.tsx';
import { type StageProps, useLook } from './use-look.ts';
import { useSoughtPlace } from './use-sought-place.ts';
import './stage.css';

/** The pictures in the chosen mode, with the tools around them. */
export function Stage(props: StageProps) {
  const look = useLook(props);
  useSoughtPlace(look, props.view);
  const { view, setView } = props.view;
  const { viewport, inspector, regions, difference, before, after } = look;
  const { Panes, Controls, needsDifference = false, scrolls = false, plays = false } = modes[view];
  useActions(
    useMemo(
      () => ({
        'blink.flip': () => {
          flip();
          setView('blink');
        },
        'blink.toggle': () => {
          blinking.set(view !== 'blink' || !blinking.get());
          setView('blink');
        },
      }),
      [view, setView],
    ),
  );
  const marked = useMemo(
    () => regions.list.map(({ after: region, kind }) => ({ region, kind })),
    [regions.list],
  );
  const isReady = !needsDifference || difference.data !== undefined;
  return (
    <>
      <StageTools look={look}>
        {Controls ? (
          isReady && <Controls look={look} />
        ) : (
          <SizeDifference before={before.picture} after={after.picture} />
        )}
      </StageTools>
      <div className="stage" data-list={regions.isListOpen || undefined}>
        {difference.error && needsDifference ? (
          <UnreadablePictures
            pictures={[before.picture, after.picture]}
            error={difference.error}
            retry={difference.retry}
          />
        ) : isReady ? (
          <div className="stage-panes">
            <Panes look={look} />
            {!scrolls && (
              <Minimap
                viewport={viewport}
                picture={after.picture}
                size={after.size}
                marked={marked}
              />
            )}
          </div>
        ) : (
          <Skeleton lines={4} label="Comparing the pictures" />
        )}
        {regions.isListOpen && <RegionList regions={regions} />}
        <PinHint />
      </div>
      {!scrolls && (
        <InspectorLine
          inspector={inspector}
          viewport={viewport}
          before={before.picture}
          after={after.picture}
          offset={regions.offset}
        />
      )}
      {!plays && <FirstFramesNote before={before.picture} after={after.picture} />}
    </>
  );
}
