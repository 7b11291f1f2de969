import { createRemembered, numberWithin } from '../../../ui/remembered.ts';
import { useStored } from '../../../ui/store.ts';
import type { Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { PicturePlane } from '../../look/picture-plane.tsx';
import { PinPlane } from '../../look/pin-plane.tsx';
import type { Mode } from '../mode.ts';
import { RangeControl } from '../range-control.tsx';

/** How much of the later picture is seen, in percent. */
const share = createRemembered('twinlens.onion', numberWithin(0, 100, 50));

function Controls() {
  const after = useStored(share, (value) => value);
  return (
    <RangeControl
      label="Opacity of after"
      value={after}
      least={0}
      most={100}
      step={1}
      text={`${after} %`}
      onChange={share.set}
    />
  );
}

/** The later picture over the earlier one, as thin as one likes. */
function Panes({ look }: { look: Look }) {
  const after = useStored(share, (value) => value);
  return (
    <LookPane
      look={look}
      label={`Pane: ${look.name}, onion skin`}
      // What one sees more of.
      sideAt={() => (after < 50 ? 'before' : 'after')}
    >
      <PicturePlane look={look} side="before" still frames="none" pins={false} />
      <PicturePlane look={look} side="after" still style={{ opacity: after / 100 }} pins={false} />
      <PinPlane look={look} side="before" />
      <PinPlane look={look} side="after" />
    </LookPane>
  );
}

export const onionSkin: Mode = { label: 'Onion skin', icon: 'onion', Controls, Panes };
