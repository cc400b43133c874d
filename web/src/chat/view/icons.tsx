/** Small drawings, in the colour of the text around them. */

const PATHS = {
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3l2 1.5',
  tick: 'M3 8.5 6.5 12 13 4.5',
  ticks: 'M1 8.5 4.5 12 11 4.5M7.5 11 8.5 12 15 4.5',
  question: 'M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M8 11.6v.2',
  cross: 'M4 4l8 8M12 4l-8 8',
  back: 'M10 3 5 8l5 5',
  down: 'M8 3v9M4 8.5 8 12.5l4-4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  smile: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.5 9.5c1.2 2 3.8 2 5 0M6 6.2v.2M10 6.2v.2',
  clip: 'M12.5 7.5 8 12a3 3 0 0 1-4.2-4.2l5-5a2 2 0 0 1 2.9 2.9l-4.9 4.9a.8.8 0 0 1-1.2-1.2L10 5',
  muted: 'M3 6h2l3-3v10L5 10H3zM11 6l3 4M14 6l-3 4',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth={name === 'more' ? 2.4 : 1.6} strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
