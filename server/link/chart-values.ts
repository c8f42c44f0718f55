/** Values of Helm as a template sees them: those of its own chart, and what a chart around it hands down. */
import type { EnvironmentSetting } from '../model/value.ts';

const VALUES = '.Values.';
const GLOBAL = '.Values.global.';
/** A chart in a chart in a chart. */
const MOST_AROUND = 5;

type Look = (name: string) => readonly EnvironmentSetting[];

export class ChartValues {
  readonly #exists: (path: string) => boolean;
  readonly #charts = new Map<string, string | undefined>();

  /** @param exists true for every file of the project */
  constructor(exists: (path: string) => boolean) {
    this.#exists = exists;
  }

  /**
   * Who sets `.Values.x`, seen from a file. What the chart around says in its own defaults holds in place of what the
   * inner chart says.
   */
  of(name: string, from: string | undefined, look: Look): readonly EnvironmentSetting[] {
    const chart = from === undefined ? undefined : (this.#chartOf(from) ?? aboveTemplates(from));
    if (chart === undefined) return look(name);
    const own = look(name).filter(({ place }) => (this.#chartOf(place.path) ?? chart) === chart);
    const above = this.#around(chart, name, look);
    return above.some(({ stage }) => stage === 'unknown') ? above : [...above, ...own];
  }

  #around(chart: string, name: string, look: Look): readonly EnvironmentSetting[] {
    const found: EnvironmentSetting[] = [];
    let inner = chart;
    let asked = name;
    for (let level = 0; level < MOST_AROUND; level++) {
      const [, outer = '', own] = /^(?:(.*)\/)?charts\/([^/]+)$/.exec(inner) ?? [];
      if (own === undefined || !this.#isChart(outer)) break;
      asked = asked.startsWith(GLOBAL) ? asked : `${VALUES}${own}.${asked.slice(VALUES.length)}`;
      found.push(...look(asked).filter(({ place }) => this.#chartOf(place.path) === outer));
      inner = outer;
    }
    return found;
  }

  /** The folder of the chart that a file is a part of. */
  #chartOf(path: string): string | undefined {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (!this.#charts.has(folder))
      this.#charts.set(folder, this.#isChart(folder) ? folder : folder === '' ? undefined : this.#chartOf(folder));
    return this.#charts.get(folder);
  }

  #isChart(folder: string): boolean {
    return this.#exists(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`);
  }
}

function aboveTemplates(path: string): string | undefined {
  const match = /^(?:(.*)\/)?templates\//.exec(path);
  return match ? (match[1] ?? '') : undefined;
}
