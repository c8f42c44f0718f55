/**
 * Releases of the standards for registers, as a table with a date: a new release is a new row. Order is the order of
 * rows, never the comparison of numbers: 26.05 follows 3.4. What was not seen in a public source is left out.
 */

/** Day on which the table was last compared with its sources. */
const TABLE_CHECKED = '2026-11-23';

export interface Release {
  readonly version: string;
  /** How its number is written in addresses of schemas; the first spelling is used for fixes. */
  readonly written: readonly string[];
  /** First day in force. Left out where no day was seen: the release is over as soon as its successor is in force. */
  readonly validFrom?: string;
  /** Last day on which it may stand alone beside its successor, because no official notice of the successor was seen. */
  readonly toleratedUntil?: string;
}

export interface Standard {
  readonly id: string;
  readonly name: string;
  /** Values of the attribute `standard`, folded and without separators; also words of names before `version`. */
  readonly names: readonly string[];
  /** Addresses of schemas, namespaces and services; the group `version` is what `written` lists. */
  readonly address: RegExp;
  /** Releases, the oldest first. */
  readonly releases: readonly Release[];
  /** Releases of an earlier way of counting, all of them older than the first row. */
  readonly earlier?: RegExp;
  /** The release in force was seen in use, but not in an official notice: its direct predecessor is only pointed out. */
  readonly isNoticeMissing?: true;
  /** Where the releases were read. */
  readonly source: string;
}

export const STANDARDS: readonly Standard[] = [
  {
    id: 'xmeld',
    name: 'XMeld',
    names: ['xmeld', 'oscixmeld'],
    address: /http:\/\/www\.osci\.de\/xmeld(?<version>\d{2,4}[a-z]?)(?![a-z\d])/,
    releases: [
      { version: '3.4', written: ['34'] },
      { version: '25.11', written: ['2511'], validFrom: '2025-11-01' },
      { version: '25.11a', written: ['2511a'], validFrom: '2025-11-01' },
      { version: '26.05', written: ['2605'], validFrom: '2026-05-01', toleratedUntil: '2027-04-30' },
      { version: '26.11', written: ['2611'], validFrom: '2026-11-01' },
      // The number itself is the change date; there is no notice yet.
      { version: '27.05', written: ['2705'], validFrom: '2027-05-01' },
    ],
    earlier: /^[123](?:\.\d){1,2}$/,
    isNoticeMissing: true,
    source: 'https://www1.osci.de/meldewesen',
  },
  {
    id: 'xpersonenstand',
    name: 'XPersonenstand',
    names: ['xpersonenstand', 'xpsw'],
    address:
      /(?:xpsw\.domap\.de\/xpsw|de\.domap\.xpsw\.xpsw|www\.osci\.de\/xpersonenstand)(?<version>\d{2,4}[a-z]?)(?![a-z\d])/,
    releases: [
      { version: '1.7.3', written: ['173'] },
      { version: '25.11', written: ['2511'], validFrom: '2025-11-01' },
      { version: '26.11', written: ['2611'], validFrom: '2026-11-01' },
    ],
    earlier: /^1(?:\.\d){1,2}$/,
    isNoticeMissing: true,
    source: 'https://github.com/Vertama-GmbH/xpersonenstand',
  },
  {
    id: 'xauslaender',
    name: 'XAusländer',
    names: ['xauslaender'],
    address: /http:\/\/www\.osci\.de\/xauslaender(?<version>\d{3,4}[a-z]?)(?![a-z\d])/,
    releases: [
      { version: '1.17.0', written: ['1170'] },
      { version: '1.18.0', written: ['1180'] },
      { version: '25.11', written: ['2511'], validFrom: '2025-11-01' },
      { version: '26.11', written: ['2611'], validFrom: '2026-11-01' },
    ],
    earlier: /^1\.\d{1,2}(?:\.\d)?$/,
    isNoticeMissing: true,
    source: 'https://github.com/fgaydarov7-arch/xoev-pruefbaustein',
  },
  {
    id: 'xbau',
    name: 'XBau',
    names: ['xbau', 'xbauhochbau'],
    address: /http:\/\/www\.xleitstelle\.de\/xbau\/(?:schema\/)?(?<version>\d\/\d)(?:\/\d)?(?![a-z\d])/,
    releases: [
      { version: '2.1', written: ['2/1'] },
      { version: '2.2', written: ['2/2'] },
      { version: '2.3', written: ['2/3'] },
      { version: '2.3.1', written: ['2/3'] },
      { version: '2.4', written: ['2/4'], validFrom: '2024-05-01' },
      { version: '2.5', written: ['2/5'], validFrom: '2025-05-01' },
      { version: '2.6', written: ['2/6'] },
    ],
    source: 'https://xleitstelle.de/',
  },
  {
    id: 'xplanung',
    name: 'XPlanung',
    names: ['xplanung', 'xplangml', 'xplan'],
    address: /http:\/\/www\.xplanung\.de\/xplangml\/(?<version>\d\/\d)(?![a-z\d])/,
    releases: [
      { version: '3.0', written: ['3/0'] },
      { version: '4.0', written: ['4/0'] },
      { version: '4.1', written: ['4/1'] },
      { version: '5.0', written: ['5/0'] },
      { version: '5.1', written: ['5/1'] },
      { version: '5.2', written: ['5/2'] },
      { version: '5.3', written: ['5/3'] },
      { version: '5.4', written: ['5/4'] },
      // Plans that were made under it are still handed on.
      { version: '6.0', written: ['6/0'], toleratedUntil: '2027-04-30' },
      { version: '6.1', written: ['6/1'], validFrom: '2025-04-15' },
    ],
    source: 'https://xleitstelle.de/xplanung/releases-xplanung',
  },
  {
    id: 'xdomea',
    name: 'xdomea',
    names: ['xdomea'],
    address: /urn:xoev-de:xdomea:schema:(?<version>\d\.\d\.\d)(?![a-z\d])/,
    releases: [
      { version: '2.3.0', written: ['2.3.0'] },
      { version: '2.4.0', written: ['2.4.0'] },
      // Offices and archives change over one by one.
      { version: '3.0.0', written: ['3.0.0'], toleratedUntil: '2027-04-30' },
      { version: '3.1.0', written: ['3.1.0'], toleratedUntil: '2027-04-30' },
      { version: '4.0.0', written: ['4.0.0'] },
    ],
    source: 'https://www.xrepository.de/details/urn:xoev-de:xdomea:kosit:standard:xdomea',
  },
  {
    id: 'fit-connect-metadata',
    name: 'FIT-Connect Metadata',
    names: [],
    address: /https:\/\/schema\.fitko\.de\/fit-connect\/metadata\/(?<version>\d\.\d\.\d)(?=\/)/,
    releases: [
      { version: '1.0.0', written: ['1.0.0'] },
      { version: '1.1.0', written: ['1.1.0'] },
      { version: '1.2.0', written: ['1.2.0'] },
      { version: '1.3.0', written: ['1.3.0'], validFrom: '2026-04-01', toleratedUntil: '9999-12-31' },
      { version: '2.1.0', written: ['2.1.0'] },
    ],
    source: 'https://docs.fitko.de/fit-connect/docs',
  },
  {
    id: 'dvdv',
    name: 'DVDV',
    names: [],
    // The first interface had no version in its address.
    address:
      /\/(?:(?:extern\/(?:standaloneauth|bundesmasterauth)|intern)\/directory)\/(?<version>v\d|(?=find|verify|batch))/,
    releases: [
      { version: 'v1', written: [''] },
      { version: 'v2', written: ['v2'], toleratedUntil: '9999-12-31' },
      { version: 'v3', written: ['v3'] },
    ],
    source: 'https://www.itzbund.de/DE/itloesungen/standardloesungen/dvdv/dvdv.html',
  },
];

/** Months during which two releases may stand side by side after a change date. */
const PARALLEL_MONTHS = 3;

export type Standing = 'in force' | 'tolerated' | 'changing' | 'over' | 'not yet';

/** What holds for a release on the day of the table. */
export function standingOf(standard: Standard, release: Release): Standing {
  const current = standard.releases.indexOf(inForce(standard));
  const index = standard.releases.indexOf(release);
  if (index === current) return 'in force';
  if (index > current) return 'not yet';
  if (release.toleratedUntil !== undefined && release.toleratedUntil >= TABLE_CHECKED) return 'tolerated';
  const changed = inForce(standard).validFrom;
  const isDirect = index === current - 1;
  return isDirect && changed !== undefined && monthsLater(changed, PARALLEL_MONTHS) >= TABLE_CHECKED
    ? 'changing'
    : 'over';
}

/** The newest release whose first day has come; one without a day is in force as soon as nothing newer is. */
export function inForce(standard: Standard): Release {
  const begun = standard.releases.filter(({ validFrom }) => (validFrom ?? '') <= TABLE_CHECKED);
  return begun.at(-1) ?? { version: '', written: [] };
}

/** Number of releases in force between this one and the present one, itself included: 1 for the direct predecessor. */
export function stepsBack(standard: Standard, release: Release): number {
  return standard.releases.indexOf(inForce(standard)) - standard.releases.indexOf(release);
}

/** The release that a version is; the row of an earlier way of counting for one that the table does not list. */
export function releaseOf(standard: Standard, version: string, isWritten: boolean): Release | undefined {
  const plain = version.trim();
  const listed = standard.releases.find((release) =>
    isWritten ? release.written.includes(plain) : release.version === plain,
  );
  if (listed) return listed;
  const dotted = isWritten ? plain.replace(/(?<=\d)(?=\d)/g, '.') : plain;
  return standard.earlier?.test(dotted) === true ? { version: dotted, written: [plain] } : undefined;
}

function monthsLater(day: string, months: number): string {
  const [year = '', month = '', rest = ''] = day.split('-');
  const total = Number(year) * 12 + Number(month) - 1 + months;
  return `${String(Math.floor(total / 12))}-${String((total % 12) + 1).padStart(2, '0')}-${rest}`;
}

/** Old messages are still read where they are kept, taken over or converted. */
export const KEEPING_WORDS: ReadonlySet<string> = new Set(
  (
    'archiv archive archivierung archivierte archiviert migration migrations migrate migriere import ' +
    'importer imports altdaten altbestand altnachrichten alt alte legacy historie history historisch ' +
    'historical uebernahme datenuebernahme konvertierung konverter converter convert upgrade aussonderung ' +
    'former frueher bisher veraltet deprecated obsolete outdated'
  ).split(' '),
);
