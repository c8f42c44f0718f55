/** Test environments of central services and of the transport to registers, by their hosts. */
import { wordsOf } from '../../server/model/words.ts';
import { isExchange } from './register-exchange.ts';

interface TestEnvironment {
  readonly host: RegExp;
  /** As its operator calls it. */
  readonly name: string;
  /** What production uses instead; empty where it differs. */
  readonly instead: string;
}

/** From the documentation of FIT-Connect (docs.fitko.de) and of BundID; checked 2026-11-24. */
const ENVIRONMENTS: readonly TestEnvironment[] = [
  {
    host: /^(?:.*\.)?fit-connect\.fitko\.dev$|^submission-api-testing\./,
    name: 'FIT-Connect TEST',
    instead: 'prod.fit-connect.fitko.net',
  },
  {
    host: /^(?:stage|auth-refz)\.fit-connect\.fitko\.net$|^submission-api-refz\.fit-connect\.niedersachsen\.de$/,
    name: 'FIT-Connect STAGE',
    instead: 'prod.fit-connect.fitko.net',
  },
  { host: /^int\.id\.bund\.de$/, name: 'BundID INT', instead: 'id.bund.de' },
];
const TEST_WORDS: ReadonlySet<string> = new Set(
  'test tests testing stage staging refz int integration ref referenz abnahme sandbox'.split(' '),
);
/** Names that say themselves that a test environment is meant. */
const MEANT: ReadonlySet<string> = new Set(
  'test tests testing stage staging int ref refz abnahme mock sandbox dev cors origin origins allowed'.split(' '),
);

export interface TestHost {
  readonly host: string;
  readonly name: string;
  readonly instead: string;
}

/** The test environment that an address leads to. `names`: key path of the address, for hosts that only their use explains. */
export function testHost(text: string, names: readonly string[], isTouched: boolean): TestHost | undefined {
  const host = /^[a-z][a-z\d+.-]{1,20}:\/\/(?:[^\s/@]{0,200}@)?([^\s/:?#]{1,253})/i.exec(text)?.[1]?.toLowerCase();
  if (host === undefined || names.flatMap((name) => wordsOf(name)).some((word) => MEANT.has(word))) return undefined;
  const known = ENVIRONMENTS.find((each) => each.host.test(host));
  if (known) return { host, name: known.name, instead: known.instead };
  const labels = host.split('.').slice(0, -2);
  const isTest = labels.some((label) =>
    label.split(/[-_]/).some((word) => TEST_WORDS.has(word.replace(/\d{1,3}$/, ''))),
  );
  const isRegister = isExchange([names.slice(-2).join('.'), host].join('.'), isTouched);
  return isTest && isRegister ? { host, name: host, instead: '' } : undefined;
}
