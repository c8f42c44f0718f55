/**
 * How the pages of a review look wherever they stand. Colours are variables: the report sets them for paper and screen,
 * the panel takes them from the theme of the editor. Colours never say anything alone.
 */
export const PAGE_STYLE = `
.table { overflow-x: auto; margin-block: 0.75rem 1.25rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding-block: 0.4rem; font-weight: 600; }
th, td { border-block-end: 1px solid var(--line); padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; border-block-end: 2px solid var(--line); white-space: nowrap; }
.count { text-align: end; width: 6rem; font-variant-numeric: tabular-nums; }
.severity, .result, .stage { white-space: nowrap; }
td.path, th.path, .handler, .places, .guards { overflow-wrap: anywhere; }
ul, ol { margin-block: 0.3rem; padding-inline-start: 1.4rem; }
td ul, td ol, th ul { margin: 0; padding-inline-start: 1rem; }
code, .place { font-family: var(--mono); font-size: 0.92em; overflow-wrap: anywhere; }
.small { color: var(--quiet); font-size: 0.9em; }
.method { font-weight: 600; font-size: 0.9em; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 0.4em; font-size: 0.9em; white-space: nowrap; }
.badge.bad, .alert { color: var(--bad); }
.badge.doubt { color: var(--doubt); }
.badge.plain { color: var(--plain); }
.badge.good { color: var(--good); }
.badge.quiet { color: var(--quiet); }
.alert { border-inline-start: 4px solid var(--bad); padding-inline-start: 0.6rem; font-weight: 600; }
.empty { border: 1px solid var(--line); border-radius: 4px; padding: 1rem 1.25rem; margin-block: 1rem; max-width: 46rem; }
.empty-title { font-weight: 600; margin-block-start: 0; }
.empty p:last-child { margin-block-end: 0; }
.advice { margin-block-start: 0.3rem; }
.steps li { margin-block: 0.25rem; }
.chart-pair { margin-block-start: 1.25rem; } .chart-pair { display: grid; grid-template-columns: minmax(16rem, 30rem) minmax(20rem, 1fr); gap: 1rem 2.5rem; align-items: start; }
@media (max-width: 48rem) { .chart-pair { grid-template-columns: 1fr; } }
.chart { width: 100%; height: auto; }
.chart .label, .map .label, .map .address { fill: var(--text); font-size: 12px; font-family: inherit; }
.chart .error { fill: var(--bad); }
.chart .warning { fill: var(--doubt); }
.chart .information { fill: var(--plain); }
.course { fill: none; stroke: var(--plain); stroke-width: 2; }
.course-point { fill: var(--plain); }
table.fixed { table-layout: fixed; }
@media screen { table.fixed { min-width: 46rem; } }
.narrow { max-width: 26rem; }
.legend { list-style: none; display: flex; gap: 1.2rem; padding: 0; margin: 0.2rem 0 0; }
.legend .error::before, .legend .warning::before, .legend .information::before { content: '■ '; }
.legend .error { color: var(--bad); }
.legend .warning { color: var(--doubt); }
.legend .information { color: var(--plain); }
.map { margin: 1rem 0; overflow-x: auto; }
.map svg { width: 100%; min-width: 36rem; max-width: 62rem; height: auto; }
.map .wall { stroke: var(--line); stroke-width: 6; }
.map g { color: var(--quiet); }
.map g.bad { color: var(--bad); }
.map g.doubt { color: var(--doubt); }
.map g.plain { color: var(--plain); }
.map g.good { color: var(--good); }
.map .way { stroke: currentColor; stroke-width: 1.5; }
.map .way.unknown { stroke-dasharray: 3 4; }
.map .gate { fill: var(--ground); stroke: currentColor; stroke-width: 2; }
.map .question { fill: currentColor; font-weight: 700; font-size: 14px; paint-order: stroke; stroke: var(--ground); stroke-width: 6px; }
.map .end { fill: currentColor; }
.map .address { font-family: var(--mono); font-size: 11px; }
.tree, .tree ul { list-style: none; padding-inline-start: 1.1rem; border-inline-start: 1px solid var(--line); }
.tree { padding-inline-start: 0; border: 0; }
.tree li { margin-block: 0.25rem; }
.norm summary { cursor: pointer; margin-block: 0.75rem 0.25rem; }
.norm :is(h2, h3) { display: inline; margin-inline-end: 0.6rem; }
.control { white-space: nowrap; }
`;
