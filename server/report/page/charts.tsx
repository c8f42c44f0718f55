/** Plain charts. Each stands beside a table that says the same, so that it may be left out by whoever reads aloud. */
import type { JSX } from 'preact';
import type { Severity } from '../../model/finding.ts';
import { SEVERITIES } from '../reporter.ts';

export interface Bar {
  readonly label: string;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** Units of the drawing; it grows with the page. */
const WIDTH = 480;
const LABEL = 130;
const ROW = 26;

/** Stacked bars, the most severe first. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }): JSX.Element {
  const most = Math.max(1, ...bars.map(({ counts }) => totalOf(counts)));
  const unit = (WIDTH - LABEL - 40) / most;
  return (
    <svg class="chart" viewBox={`0 0 ${String(WIDTH)} ${String(bars.length * ROW)}`} aria-hidden="true">
      {bars.map(({ label, counts }, row) => {
        let x = LABEL;
        return (
          <g key={label}>
            <text class="label" x={LABEL - 8} y={row * ROW + 17} text-anchor="end">
              {label}
            </text>
            {SEVERITIES.map((severity) => {
              const width = counts[severity] * unit;
              const from = x;
              x += width;
              return (
                <rect key={severity} class={severity} x={from} y={row * ROW + 5} width={width} height={ROW - 10} />
              );
            })}
            <text class="label" x={x + 6} y={row * ROW + 17}>
              {totalOf(counts)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export function totalOf(counts: Readonly<Record<Severity, number>>): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

/** A line through the numbers, from the oldest to the newest. */
export function Course({ values }: { readonly values: readonly number[] }): JSX.Element {
  const most = Math.max(1, ...values);
  const height = 90;
  const point = (value: number, at: number): readonly [number, number] => [
    12 + (at * (WIDTH - 60)) / Math.max(1, values.length - 1),
    height - 12 - (value / most) * (height - 30),
  ];
  const points = values.map(point);
  return (
    <svg class="chart" viewBox={`0 0 ${String(WIDTH)} ${String(height)}`} aria-hidden="true">
      <polyline class="course" points={points.map((each) => each.join(',')).join(' ')} />
      {points.map(([x, y], at) => (
        <g key={at}>
          <circle class="course-point" cx={x} cy={y} r="3" />
          {(at === 0 || at === points.length - 1) && (
            <text class="label" x={x + 6} y={y - 6}>
              {values[at]}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
