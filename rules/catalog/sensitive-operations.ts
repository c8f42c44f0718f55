/** Operations of the staff whose effect reaches far, by address or by the name of an action. */
import { wordsOf } from '../../server/model/words.ts';
import { ACCOUNTS, isAdministration, OWN, WAY_IN } from './sensitive-doors.ts';

/** Money that leaves the town. */
const PAYMENTS: ReadonlySet<string> = new Set([
  'erstattung',
  'rueckerstattung',
  'auszahlung',
  'auszahlungen',
  'auszahlungslauf',
  'auszahlungsfreigabe',
  'zahlungsfreigabe',
  'zahllauf',
  'refund',
  'payout',
  'payouts',
  'payoutrun',
]);
/** Data of everybody at once. */
const EXPORTS: ReadonlySet<string> = new Set([
  'export',
  'exports',
  'massenexport',
  'datenexport',
  'gesamtexport',
  'exportall',
  'csvexport',
  'exportcsv',
  'bulkexport',
  'dump',
  'datenabzug',
  'bestandsabzug',
]);
/** What is done to the accounts of others. */
const TAKING_OVER: ReadonlySet<string> = new Set([
  'impersonate',
  'impersonation',
  'massenloeschung',
  'loeschlauf',
  'purge',
]);
/** What people ask for in their own matter. */
const REQUESTED: ReadonlySet<string> = new Set([
  'antrag',
  'antraege',
  'application',
  'applications',
  'request',
  'requests',
  'warenkorb',
  'cart',
  'orders',
  'bestellungen',
  'formular',
]);

/**
 * True for an operation of the staff whose effect reaches far: paying out, exporting a whole stock, deleting accounts of
 * others. What people do in their own matter has the same words, so that a case or a stock has to stand in the path.
 */
export function isAdministrativeOperation(method: string, path: string): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const names = segments.map((segment) => (/^[:{]/.test(segment) ? ':' : wordsOf(segment).join('')));
  const words = segments.flatMap((segment) => wordsOf(segment));
  if (words.some((word) => WAY_IN.has(word) || REQUESTED.has(word)) || names.some((name) => OWN.has(name)))
    return false;
  const writes = /^(?:POST|PUT|PATCH|ALL)$/.test(method);
  const index = names.findIndex((name) => PAYMENTS.has(name));
  if (index >= 0 && writes)
    return names.slice(0, index).includes(':') || /(?:lauf|run|freigabe)$/.test(names[index] ?? '');
  // An export of nothing in particular is that of one's own data.
  const things = names.filter((name) => !/^(?:api|rest|v\d+)$/.test(name));
  const isOwn = things.length === 1 && /^exports?$/.test(things[0] ?? '');
  if (!isOwn && things.some((name) => EXPORTS.has(name)) && !names.includes(':')) return method === 'GET' || writes;
  if (names.some((name) => TAKING_OVER.has(name)) && (writes || method === 'DELETE')) return true;
  // Below a single thing it is a membership that ends: `/teams/:id/users/:id`.
  return (
    method === 'DELETE' && names.at(-1) === ':' && ACCOUNTS.has(names.at(-2) ?? '') && !names.slice(0, -2).includes(':')
  );
}

/** What an action of a page does to money, accounts and rights, by the words of its name: verb and object in any order. */
const PAYING_VERBS: ReadonlySet<string> = new Set(['erstatten', 'auszahlen', 'rueckerstatten', 'refund', 'payout']);
const CHANGING_VERBS: ReadonlySet<string> = new Set([
  'vergeben',
  'zuweisen',
  'entziehen',
  'setzen',
  'aendern',
  'anlegen',
  'loeschen',
  'entfernen',
  'sperren',
  'assign',
  'grant',
  'revoke',
  'set',
  'update',
  'change',
  'create',
  'add',
  'delete',
  'remove',
  'ban',
  'impersonate',
]);
const RIGHTS: ReadonlySet<string> = new Set([
  'rolle',
  'rollen',
  'recht',
  'rechte',
  'berechtigung',
  'berechtigungen',
  'role',
  'roles',
  'permission',
  'permissions',
  'benutzer',
  'nutzer',
  'user',
  'user',
  'users',
  'mandant',
  'mandanten',
  'tenant',
  'tenants',
  'account',
  'konto',
  ...ACCOUNTS,
]);

/**
 * True for an action that a page of administration offers and that changes rights or accounts, and for one that pays
 * out wherever it stands. Every page may hold dozens of others, whose names say too little.
 */
export function isAdministrativeAction(path: string): boolean {
  const [page = '', name = ''] = path.split('#');
  const words = wordsOf(name);
  if (words.some((word) => REQUESTED.has(word) || word === 'beantragen')) return false;
  if (words.some((word) => PAYING_VERBS.has(word))) return true;
  if (!isAdministration(page)) return false;
  return (
    words.some((word) => PAYMENTS.has(word) || EXPORTS.has(word) || TAKING_OVER.has(word)) ||
    (words.some((word) => CHANGING_VERBS.has(word)) && words.some((word) => RIGHTS.has(word)))
  );
}
