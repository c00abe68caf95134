// Drawn on 16 × 16 with a stroke of 1.4: one set, so that weights match at every size.
const PATHS = {
  weir: 'M1 5c2 0 2 1.6 4.2 1.6S8 5 10 5s2 1.6 5 1.6M1 9.5c2 0 2 1.6 4.2 1.6S8 9.5 10 9.5s2 1.6 5 1.6M8 1v14',
  fleet:
    'M3 2.5h3a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1ZM10 2.5h3a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1ZM3 9h3a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM10 9h3a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1Z',
  settings:
    'M2 4.5h6.5M12.5 4.5H14M2 11.5h1.5M7.5 11.5H14M12.5 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM7.5 11.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  jobs: 'M4.9 8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0ZM14.5 3.6a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0ZM14.5 12.4a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0ZM4.8 7.2l6.4-2.9M4.8 8.8l6.4 2.9',
  decoder: 'M2.5 4.5v7M5 4.5h2.5v7H5zM10.5 4.5v7M13.5 4.5v7M2 13.5h12',
  history: 'M3 8a5 5 0 1 0 1.6-3.7M2.6 2.4v2.9h2.9M8 5.4V8l1.9 1.4',
  filter: 'M2 4h12M4.5 8h7M6.5 12h3',
  sun: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z',
  system: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  help: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6.3 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.7-.9 1.3M8 11.4v.1',
  language: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM2 8h12M8 2c4 3.6 4 8.4 0 12M8 2c-4 3.6-4 8.4 0 12',
  search: 'M11.3 7A4.3 4.3 0 1 1 2.7 7a4.3 4.3 0 0 1 8.6 0ZM10.3 10.3l3.4 3.4',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  group: 'M2 3.5h6M5 8h9M5 12.5h9M2 3.5v9',
  branch:
    'M6.1 3.5a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0ZM6.1 12.5a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0ZM13.1 6a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0ZM4.5 5.1v5.8M11.5 7.6c0 2.4-4 2-6.6 3.5',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  right: 'm6.3 4.5 3.5 3.5-3.5 3.5',
  down: 'm4.5 6.3 3.5 3.5 3.5-3.5',
  descending: 'M8 3v10M4.8 9.8 8 13l3.2-3.2',
  ascending: 'M8 13V3M4.8 6.2 8 3l3.2 3.2',
  copy: 'M6.7 5.5h5.6a1.2 1.2 0 0 1 1.2 1.2v5.6a1.2 1.2 0 0 1-1.2 1.2H6.7a1.2 1.2 0 0 1-1.2-1.2V6.7a1.2 1.2 0 0 1 1.2-1.2ZM3.5 10.5h-1v-8h8v1',
  check: 'm3 8.5 3.3 3.3L13 5',
  close: 'm4 4 8 8M12 4l-8 8',
  legend: 'M2.5 3h3v3h-3zM8.5 4.5h5M2.5 10h3v3h-3zM8.5 11.5h5',
  question: 'M6 6.2a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.2M8 11.6v.1',
  flag: 'M4 14V2.5h8L10.2 5.5 12 8.5H4',
  clock: 'M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM8 5v3.2l2 1.3',
  rest: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  ha: 'm2.5 5 3 2.5L8 3.5l2.5 4 3-2.5-1 7h-9z',
  operator:
    'M10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM8 2v2.2M8 11.8V14M2 8h2.2M11.8 8H14M3.8 3.8l1.5 1.5M10.7 10.7l1.5 1.5M3.8 12.2l1.5-1.5M10.7 5.3l1.5-1.5',
  storage:
    'M13 4c0 1.1-2.2 2-5 2s-5-.9-5-2 2.2-2 5-2 5 .9 5 2ZM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
} as const

export type IconName = keyof typeof PATHS

/** A decorative icon in the colour of the text around it; what it means is said by the text or label beside it. */
export function Icon({ name, size = 14, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
