// The project's own 24 px icons, drawn with one 1.75 px stroke. There is no lock and no shield here, on purpose: the
// only picture of safety in this product is the envelope.

const PATHS = {
  'envelope-open': 'M4 10.5 12 5l8 5.5V19H4zM4 10.5l8 5 8-5',
  'envelope-sealed': 'M4 6h16v13H4zM4 6.5l8 6 8-6M13.8 13a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z',
  'envelope-looked': 'M4 10v9.5h16V10M4 11l8 5 8-5M7 12.5V4.5h10v8M10 8h4',
  key: 'M9 10h6v9a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2zM10 10V4h4v6M12 6.5v.01M13.5 15a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z',
  'key-long': 'M10.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM10.5 12H21v3M17 12v2.5',
  phone:
    'M8.5 3h7A1.5 1.5 0 0 1 17 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 19.5v-15A1.5 1.5 0 0 1 8.5 3zM11 18h2',
  computer: 'M4 5h16v11H4zM9 20h6M12 16v4',
  paper: 'M6 3.5h8l4 4v13H6zM9 12h6M9 15h6M9 18h3.5',
  call: 'M5 4h3.6l1.7 4.4-2.2 1.5c.9 2.4 2.6 4.2 5 5.2l1.6-2.3L19 14.6V18a2 2 0 0 1-2 2C10 19.6 4.5 13.5 4 6a2 2 0 0 1 1-2z',
  exit: 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  globe:
    'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM3.5 12h17M12 3.5c2.4 2.4 3.5 5.2 3.5 8.5s-1.1 6.1-3.5 8.5c-2.4-2.4-3.5-5.2-3.5-8.5S9.6 5.9 12 3.5z',
  home: 'M4 11.5 12 4.5l8 7M6 10v10h4.5v-5.5h3V20H18V10',
  file: 'M4 6h16v13H4zM4 6.5l8 6 8-6',
  plane:
    'M21 12c0-.9-.8-1.5-1.8-1.5H15L10.5 4H8.7l2 6.5H6.5L4.8 8.3H3.3L4.3 12l-1 3.7h1.5l1.7-2.2h4.2l-2 6.5h1.8L15 13.5h4.2c1 0 1.8-.6 1.8-1.5z',
  bus: 'M6 4h12a1.5 1.5 0 0 1 1.5 1.5V17h-15V5.5A1.5 1.5 0 0 1 6 4zM4.5 12h15M7.5 17v2.5M16.5 17v2.5M8 14.5h.01M16 14.5h.01',
  train:
    'M7.5 3.5h9A2 2 0 0 1 18.5 5.5v9a2.5 2.5 0 0 1-2.5 2.5H8a2.5 2.5 0 0 1-2.5-2.5v-9a2 2 0 0 1 2-2zM5.5 11h13M9 14h.01M15 14h.01M8.5 17 6 20.5M15.5 17l2.5 3.5',
  ferry:
    'M4 13l8-2.5 8 2.5-2 5H6zM7 12V7.5h10V12M12 4v3.5M3 20.5c1.5 0 1.5-1 3-1s1.5 1 3 1 1.5-1 3-1 1.5 1 3 1 1.5-1 3-1 1.5 1 3 1',
  car: 'M4 16.5V12l2-5.5h12l2 5.5v4.5zM4 12h16M6 16.5V19M18 16.5V19M7.5 14.2h.01M16.5 14.2h.01',
  walk: 'M12.5 5.5a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM12 8.5l-1 5.5 3 3 1 4.5M11 14l-2.5 7M8 12.5l1-2.5 3-1.5 2 2.5 2.5 1',
  calendar: 'M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8',
  eye: 'M2.5 12C4.5 8 8 6 12 6s7.5 2 9.5 6c-2 4-5.5 6-9.5 6s-7.5-2-9.5-6zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  people:
    'M12 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM3 19.5c0-3.3 2.4-5.5 6-5.5s6 2.2 6 5.5M15.5 5.2a3 3 0 0 1 0 5.6M17.5 14.5c2.1.7 3.5 2.5 3.5 5',
  talk: 'M4 5.5h16v10.5h-9L7 19.5V16H4z',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  check: 'M5 12.5l4.5 4.5L19.5 7',
  clock: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 7.5V12l3.5 2',
  warning: 'M12 4.5 3 19.5h18zM12 10v4.5M12 17v.01',
  chevron: 'M9.5 5.5 16 12l-6.5 6.5',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  up: 'M5.5 15.5 12 9l6.5 6.5',
  search: 'M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15.5 15.5 20.5 20.5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  x: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  undo: 'M9 5 4.5 9.5 9 14M4.5 9.5H15a4.5 4.5 0 0 1 0 9h-3',
  save: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14',
  ear: 'M7 9.5a5 5 0 1 1 10 0c0 3.5-3.5 4-3.5 7a3.5 3.5 0 0 1-6 2.5M9.8 10a2.3 2.3 0 1 1 4.4 1c-.7 1.5-2.2 1.5-2.2 3',
  bed: 'M3.5 6v13M3.5 16h17v3M20.5 16v-3.5a3 3 0 0 0-3-3H10V16M8 11.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z',
  star: 'M12 4l2.4 5.1 5.6.7-4.1 3.9 1 5.6-4.9-2.7-4.9 2.7 1-5.6L4 9.8l5.6-.7z',
  'no-phone':
    'M8.5 7V4.5A1.5 1.5 0 0 1 10 3h5.5A1.5 1.5 0 0 1 17 4.5V15M17 19v.5a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 19.5V9M4 4l16 16',
  'no-record':
    'M8.5 7H13a1.5 1.5 0 0 1 1.5 1.5V13M13 17H5a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 5 7M14.5 10.5 20.5 7v10M4 3.5l16.5 17',
  pin: 'M12 21c4-4.6 6-8 6-10.8A6 6 0 0 0 6 10.2C6 13 8 16.4 12 21zM14.2 10.3a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z',
  food: 'M7 3.5V20.5M4.5 3.5V8a2.5 2.5 0 0 0 5 0V3.5M16.5 20.5v-17c-2.5 1-3.5 4-3.5 9.5h3.5',
} as const;

export type IconName = keyof typeof PATHS;

/** Signs that point somewhere turn round in right-to-left pages. Clock, phone, seal and digits never do. */
const TURNS: ReadonlySet<IconName> = new Set(['chevron', 'exit', 'plane', 'list', 'undo', 'walk', 'ferry']);

interface IconProps {
  name: IconName;
  size?: number | undefined;
  /** Needed only if the icon has no words beside it. */
  label?: string | undefined;
}

export function Icon({ name, size = 24, label }: IconProps) {
  return (
    <svg
      class={`icon${TURNS.has(name) ? ' flip' : ''}${name === 'plane' ? ' solid' : ''}${name === 'more' || name === 'list' ? ' dots' : ''}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: an island in its depth lines. It has no words in it. */
export function Mark({ size = 32 }: { size?: number | undefined }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M5 17.5c-.3-5.5 5.5-9.3 11.5-9.3S27.6 11.5 27 16.7s-6 7.6-11.7 7.3S5.3 22.3 5 17.5z" />
      <path d="M8.7 17.8c-.2-3.9 3.7-6.4 8-6.4s7 2.3 6.6 5.7-4.2 4.9-8.2 4.8-6.2-1.1-6.4-4.1z" />
      <path class="isle" d="M13 18.1c.2-1.9 2.2-3.3 4.4-3.2s2.6 1.2 2.2 2.6-2.2 2.1-4 2.1-2.7-.3-2.6-1.5z" />
    </svg>
  );
}
