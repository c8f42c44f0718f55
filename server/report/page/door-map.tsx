/** The doors as a drawing: lines from outside to every address, with a gate where something is asked for. */
import type { JSX } from 'preact';
import type { DoorVerdict } from '../../model/door.ts';
import type { ReviewDoor } from '../../model/review.ts';
import { DOOR_TEXTS } from '../doors/texts.ts';
import { printable } from '../excerpt.ts';
import { TONES } from './doors.tsx';
import { usePage } from './page.tsx';

/** More lines are no drawing any more. */
const MOST = 60;
const WIDTH = 760;
const ROW = 22;
const TOP = 34;
const START = 60;
/** Where the two walls stand, and where addresses begin. */
const WALLS = [150, 260] as const;
const END = 330;
/** Characters of an address that fit. */
const LONGEST = 58;

/** Which walls have a gate: that of the sign-in, that of the second factor. */
const GATES: Readonly<Record<DoorVerdict, readonly number[]>> = {
  'second-factor': [0, 1],
  'sign-in-only': [0],
  machine: [0],
  open: [],
  unknown: [],
};

export function DoorMap({ doors }: { readonly doors: readonly ReviewDoor[] }): JSX.Element {
  const { texts, language } = usePage();
  const words = DOOR_TEXTS[language];
  const shown = doors.slice(0, MOST);
  const height = TOP + shown.length * ROW + 8;
  const walls = [words.guardPurpose['sign-in'], words.guardPurpose['second-factor']];
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(height)}`} role="img" aria-label={texts.doors.mapOf}>
        <text class="label" x="4" y="18">
          {texts.doors.outside}
        </text>
        {WALLS.map((x, at) => (
          <g key={x}>
            <line class="wall" x1={x} x2={x} y1={TOP - 6} y2={height - 4} />
            <text class="label" x={x} y="18" text-anchor="middle">
              {walls[at]}
            </text>
          </g>
        ))}
        {shown.map((door, row) => (
          <Line key={row} door={door} y={TOP + row * ROW + ROW / 2} />
        ))}
      </svg>
      <figcaption class="small">
        {texts.doors.legend}
        {doors.length > MOST && ` ${texts.doors.more(doors.length - MOST)}`}
      </figcaption>
    </figure>
  );
}

function Line({ door, y }: { readonly door: ReviewDoor; readonly y: number }): JSX.Element {
  const { language } = usePage();
  const { verdict, method, path } = door;
  const gates = GATES[verdict];
  const address = printable(`${method} ${path}`);
  const isGuarded = door.purpose === 'administration' || door.purpose === 'sensitive-operation';
  return (
    <g class={TONES[verdict]}>
      <title>{`${address}: ${DOOR_TEXTS[language].verdict[verdict]}`}</title>
      <line class={`way ${verdict}`} x1={START} x2={END - 8} y1={y} y2={y} />
      {gates.map((wall) => (
        <rect key={wall} class="gate" x={(WALLS[wall] ?? 0) - 5} y={y - 7} width="10" height="14" rx="2" />
      ))}
      {verdict === 'unknown' && (
        <text class="question" x={WALLS[0]} y={y + 4} text-anchor="middle">
          ?
        </text>
      )}
      <path class="end" d={isGuarded ? diamond(END, y) : circle(END, y)} />
      <text class="address" x={END + 12} y={y + 4}>
        {address.length > LONGEST ? `${address.slice(0, LONGEST - 1)}…` : address}
      </text>
    </g>
  );
}

function diamond(x: number, y: number): string {
  return `M${String(x - 6)} ${String(y)}l6 -6l6 6l-6 6z`;
}

function circle(x: number, y: number): string {
  return `M${String(x - 4)} ${String(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`;
}
