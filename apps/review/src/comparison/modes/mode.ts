import type { ComponentType } from 'react';
import type { IconName } from '../../ui/icon.tsx';
import type { Look } from '../look/look.ts';

/** One way to see two pictures. */
export interface Mode {
  label: string;
  icon: IconName;
  /** What can be chosen in it, above the pictures. */
  Controls?: ComponentType<{ look: Look }>;
  Panes: ComponentType<{ look: Look }>;
  /** Whether the earlier picture is not to be seen in it. */
  onlyAfter?: boolean;
  /** Whether it shows nothing without the difference. */
  needsDifference?: boolean;
  /** Whether it scrolls by itself, and has no panes to be moved. */
  scrolls?: boolean;
  /** Whether animations play in it; elsewhere the first frame is shown. */
  plays?: boolean;
}
