/** What pages are told of the device they are shown on, where it is not the machine they are shown by. */
export interface Device {
  /** What scripts and servers read the name of the browser from. */
  userAgent: string;
  /** Fingers, and no mouse: touch events, and what media queries say of pointers. */
  touch: boolean;
}
