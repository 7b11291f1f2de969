/** Line icons on a 16 px grid, drawn for these pages. */
const shapes = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  undo: 'M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3',
  back: 'M13 8H3.5M7.5 4l-4 4l4 4',
  previous: 'M4 10l4-4l4 4',
  next: 'M4 6l4 4l4-4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14',
  external: 'M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5',
  comment: 'M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z',
  key: 'M6 10.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM9 7.5h5V10M11.8 7.5v2',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  keyboard: 'M1.5 4h13v8.5h-13zM4 6.8h.01M6.7 6.8h.01M9.3 6.8h.01M12 6.8h.01M5 9.8h6',
  system: 'M8 14a6 6 0 1 0 0-12a6 6 0 0 0 0 12zM8 2v12M10 3v10M12 4.5v7',
  contrast: 'M2 2h12v12H2zM8 2v12M10 2v12M12 2v12',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6a2.8 2.8 0 0 0 0 5.6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M13 3l-1.2 1.2M4.2 11.8L3 13',
  moon: 'M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2z',
  leave: 'M6 2.5H2.5v11H6M6.5 8H14M11 5l3 3l-3 3',
  clock: 'M8 14a6 6 0 1 0 0-12a6 6 0 0 0 0 12zM8 4.8V8l2.3 1.6',
  eye: 'M1.5 8S4 3.5 8 3.5S14.5 8 14.5 8S12 12.5 8 12.5S1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 0 0 0 3.6z',
  running: 'M8 2a6 6 0 1 1-6 6',
  filter: 'M2 3h12L9.5 8.5V14l-3-1.8V8.5z',
  options:
    'M2 4.5h7M13 4.5h1M9 4.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M2 11.5h1M7 11.5h7M3 11.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  remembered: 'M8 14a6 6 0 1 1 6-6M5.5 8l2 2l4.5-5M14 11v3h-3',
  flake: 'M8 1.5v13M2.4 4.75l11.2 6.5M13.6 4.75L2.4 11.25',
  sides: 'M2 3h5v10H2zM9 3h5v10H9z',
  swipe: 'M8 1.5v13M5.5 5.5L3 8l2.5 2.5M10.5 5.5L13 8l-2.5 2.5',
  diff: 'M2.5 2.5h7v7h-7zM6.5 6.5h7v7h-7z',
  arrow: 'M2.5 8h11M9.5 4l4 4l-4 4',
  play: 'M4.5 3v10l8.5-5z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  moved: 'M8 2v12M5 5l3-3l3 3M5 11l3 3l3-3',
  blank: 'M2.5 3h11M2.5 13h11M8 5.5v5M6.5 6.8L8 5.5l1.5 1.3M6.5 9.2L8 10.5l1.5-1.3',
  noise: 'M3 4h.01M8 3h.01M12.5 5h.01M5.5 8h.01M10.5 8.5h.01M3 12h.01M8 13h.01M13 12h.01',
  edge: 'M3 13C3 7 7 3 13 3',
  shade: 'M8 14a6 6 0 1 0 0-12v12zM8 2a6 6 0 0 0 0 12',
  filled: 'M3 3h10v10H3zM3 8h10M8 3v10',
  download: 'M8 2v8M4.5 7L8 10.5L11.5 7M3 13.5h10',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  overlay: 'M2.5 2.5h11v11h-11zM2.5 9l6.5-6.5M2.5 13.5l11-11M7 13.5L13.5 7',
  onion:
    'M6 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9zM10 13.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9z',
  blink:
    'M1.5 9.5S4 13 8 13s6.5-3.5 6.5-3.5M8 13v2M3.7 12l-1.2 1.7M12.3 12l1.2 1.7M8 3v4M5 4l1 2.5M11 4l-1 2.5',
  changes: 'M2.5 2.5h11v3.5h-11zM2.5 10h11v3.5h-11zM5 8h.01M8 8h.01M11 8h.01',
  rows: 'M2 3h5M2 6h5M9 3h5M9 6h5M2 13h5M9 13h5M9 9.5h5',
  inspect: 'M8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4M7.5 8h1',
  checks: 'M2.5 2.5h11v11h-11zM8 2.5v11M2.5 8h11M3 7.5L7.5 3M8.5 13L13 8.5',
  pin: 'M8 14.5s-4.5-4.2-4.5-8a4.5 4.5 0 0 1 9 0c0 3.8-4.5 8-4.5 8zM8 8.1a1.6 1.6 0 1 0 0-3.2a1.6 1.6 0 0 0 0 3.2z',
  unfold: 'M5 5.5L8 2.5l3 3M5 10.5l3 3l3-3M2 8h12',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
