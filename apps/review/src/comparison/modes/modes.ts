/** Every way to see two pictures, by the name it has in addresses. */
import type { View } from '../use-view.ts';
import { alignedRows } from './aligned-rows/aligned-rows.tsx';
import { blink } from './blink/blink.tsx';
import { changesOnly } from './changes-only/changes-only.tsx';
import { diff } from './diff/diff.tsx';
import type { Mode } from './mode.ts';
import { onionSkin } from './onion-skin/onion-skin.tsx';
import { overlay } from './overlay/overlay.tsx';
import { sideBySide } from './side-by-side/side-by-side.tsx';
import { swipe } from './swipe/swipe.tsx';

export const modes: Record<View, Mode> = {
  sides: sideBySide,
  diff,
  swipe,
  overlay,
  onion: onionSkin,
  blink,
  changes: changesOnly,
  rows: alignedRows,
};
