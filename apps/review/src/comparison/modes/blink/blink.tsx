import { useEffect } from 'react';
import { useKeyHint } from '../../../keys/key-hint.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useStored } from '../../../ui/store.ts';
import type { Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { PicturePlane } from '../../look/picture-plane.tsx';
import { useSought } from '../../pins/use-sought.ts';
import type { Mode } from '../mode.ts';
import { RangeControl } from '../range-control.tsx';
import { blinking, flip, rate, rates, shownSide, showOther } from './blink-state.ts';
import './blink.css';

function Controls() {
  const isOn = useStored(blinking, (on) => on);
  const perSecond = useStored(rate, (value) => value);
  return (
    <>
      <button
        type="button"
        className="button"
        {...useKeyHint('blink.toggle', isOn ? 'Stop' : 'Start')}
        onClick={() => blinking.set(!isOn)}
      >
        <Icon name={isOn ? 'pause' : 'play'} size={12} />
        {isOn ? 'Stop' : 'Blink'}
      </button>
      <button
        type="button"
        className="button"
        {...useKeyHint('blink.flip', 'Show the other picture')}
        onClick={flip}
      >
        Flip
      </button>
      <RangeControl
        label="Rate"
        value={perSecond}
        {...rates}
        text={`${perSecond} a second`}
        onChange={rate.set}
      />
    </>
  );
}

/** One picture in the place of the other, in turns. */
function Panes({ look }: { look: Look }) {
  const side = useStored(shownSide, (shown) => shown);
  const isOn = useStored(blinking, (on) => on);
  const perSecond = useStored(rate, (value) => value);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(showOther, 1000 / perSecond);
    return () => clearInterval(timer);
  }, [isOn, perSecond]);
  useSought((place) => {
    blinking.set(false);
    shownSide.set(place.side);
    return true;
  });
  return (
    <LookPane look={look} label={`Pane: ${look.name}, blink`} sideAt={() => side}>
      {(['before', 'after'] as const).map((one) => (
        <PicturePlane
          key={one}
          look={look}
          side={one}
          still
          className={one === side ? '' : 'blink-hidden'}
        />
      ))}
      <b className={`pane-caption side-${side}`} role={isOn ? undefined : 'status'}>
        {side === 'before' ? 'Before' : 'After'}
      </b>
    </LookPane>
  );
}

export const blink: Mode = { label: 'Blink', icon: 'blink', Controls, Panes };
