import type { VNode } from 'preact';

/** Own 24-pixel strokes, one path each: nothing to load, and the colour is that of the text beside it. */
const shapes = {
  'arrow-left': 'M20 12H4m7-7-7 7 7 7',
  'arrow-right': 'M4 12h16m-7-7 7 7-7 7',
  building: 'M5 21V4.5L14 3v18M14 9h5v12M3 21h18M8.5 8h2M8.5 12h2M8.5 16h2',
  calendar: 'M4 6.500h16V20H4zM4 10.500h16M8 3.500v4M16 3.500v4',
  check: 'm4.5 12.5 5 5 10-11',
  'chevron-down': 'm6 9.5 6 6 6-6',
  'chevron-left': 'm14.5 6-6 6 6 6',
  'chevron-right': 'm9.5 6 6 6-6 6',
  'circle-dashed':
    'M12 3.500a8.5 8.5 0 0 1 6 2.500M20.5 12a8.5 8.5 0 0 1-2.5 6M12 20.500A8.5 8.5 0 0 1 6 18M3.5 12A8.5 8.5 0 0 1 6 6',
  circle: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17',
  clock: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.500V12l3 2.5',
  cross: 'm6 6 12 12M18 6 6 18',
  document: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4M9 12h6M9 16h6',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  error: 'M8.3 3.500h7.400l4.8 4.800v7.400l-4.8 4.800H8.300l-4.8-4.800V8.300zM9 9l6 6M15 9l-6 6',
  external: 'M13.5 4.500h6v6M19 5l-8.5 8.500M17.5 14v5.500h-13v-13H10',
  filter: 'M4 6h16M7 12h10M10 18h4',
  info: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5.500M12 7.600v.1',
  lock: 'M6 10.500h12V20H6zM8.5 10.500V8a3.5 3.5 0 0 1 7 0v2.5',
  mail: 'M3.5 6h17v12.500h-17zM4 6.500l8 6.5 8-6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M5 12h14',
  people:
    'M9 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 4.800a3.5 3.5 0 0 1 0 6.500M17.5 14.500c2.3.8 3.7 2.6 4 5.5',
  pencil: 'm4.5 19.5 1-4.500L16 4.500l3.5 3.500L9 18.500zM13.5 7l3.5 3.5',
  person: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.500c.6-4.2 3.4-6.3 7.5-6.300s6.9 2.1 7.5 6.3',
  pin: 'M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11M12 12.200a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M19.5 5v4.500H15M19 9.500a7.5 7.5 0 1 0 .5 4',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20.5 20.5',
  seal: 'M12 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12M8.5 14 7.5 21l4.5-2.5 4.5 2.5-1-7M9.7 9l1.6 1.600L14.5 7.5',
  sort: 'm8 9 4-4.500L16 9M8 15l4 4.5 4-4.5',
  'sort-down': 'M12 4.500v15m-5-5 5 5 5-5',
  'sort-up': 'M12 19.500v-15m-5 5 5-5 5 5',
  warning: 'M12 4 2.8 20h18.400zM12 10v4.500M12 17.200v.1',
} as const;

export type IconName = keyof typeof shapes;

export const iconNames = Object.keys(shapes) as IconName[];

/** Decorative unless `title` is given; then it speaks for itself. */
export function Icon({ name, title, small }: { name: IconName; title?: string; small?: boolean }): VNode {
  const side = small ? 16 : 20;
  return (
    <svg
      class="gr-icon"
      viewBox="0 0 24 24"
      width={side}
      height={side}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      focusable="false"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : 'true'}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
