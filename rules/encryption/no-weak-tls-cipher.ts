import type { CommandFact, NamedValueFact } from '../../server/model/facts.ts';
import type { Confidence, Severity } from '../../server/model/finding.ts';
import { rule, type FactsView, type FileView, type Report } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { textsOf } from '../catalog/hosts.ts';
import {
  BUILDING,
  cipherQuestion,
  cipherSwitches,
  GROUP_BITS,
  WITHOUT_CIPHERS,
  type CipherQuestion,
} from '../catalog/tls-cipher-settings.ts';
import { readCiphers, shortGroups, weakSignatures } from '../catalog/tls-ciphers.ts';
import { startedWords } from '../catalog/tls-version-commands.ts';

type Message = 'broken' | 'static' | 'level' | 'legacy' | 'group' | 'signature' | 'size';

export const noWeakTlsCipher = rule<Message>({
  id: 'encryption/no-weak-tls-cipher',
  severity: 'error',
  words: [
    /cipher_?(?:suites?|lists?|string)|ciphers\b/,
    /(?:ssl|tls)[-_. ]?cipher|chiffren/,
    /SECLEVEL/,
    'openssl-legacy-provider',
    /ecdh_?curve|sigalgs|named_?groups|min_?dh_?size|dhparam|default-dh-param/,
    /\b(?:curves|ecdhe) (?:secp|sect|prime|brainpool|[pkb]-)/,
    /(?:ssl|tls)[-_. ]?(?:curves|groups)|(?:ssl|tls):\s{1,20}(?:curves|groups)/,
    'custom_features',
    'google_compute_ssl_policy',
  ],
  text: {
    de: {
      title: 'Schwache Cipher-Suite für TLS',
      messages: {
        broken: '`{name}` lässt gebrochene Verfahren zu: {ciphers}.',
        static: '`{name}` lässt Cipher-Suiten ohne Forward Secrecy zu: {ciphers}.',
        level:
          '`{name}` senkt die Sicherheitsstufe von OpenSSL; zu kurze Schlüssel und SHA-1 werden wieder angenommen.',
        legacy: '`{name}` schaltet Verfahren wie MD4, RC4 und DES für das ganze Programm wieder ein.',
        group: '`{name}` lässt zu kurze Gruppen für die Schlüsseleinigung zu: {ciphers}.',
        signature: '`{name}` lässt Signaturen über gebrochene Hashfunktionen zu: {ciphers}.',
        size: '`{name}`: {ciphers} Bit sind für Diffie-Hellman zu wenig.',
      },
      why: 'Die Cipher-Suite entscheidet, womit verschlüsselt wird. RC4, DES, 3DES, MD5 und Export-Suiten sind gebrochen, `NULL` verschlüsselt gar nicht, und anonyme Suiten prüfen niemanden. Ohne Forward Secrecy öffnet ein später gestohlener Schlüssel alle aufgezeichneten Verbindungen. BSI TR-02102-2 empfiehlt ECDHE mit AES-GCM und Gruppen ab 250 Bit, bei DHE ab 3000 Bit.',
      advice: {
        broken: 'Die Liste weglassen, dann gelten die Vorgaben der Bibliothek, oder nur ECDHE mit AES-GCM aufzählen.',
        static: 'Nur Suiten aufzählen, die mit `ECDHE` beginnen, oder die Liste weglassen.',
        level: 'Die Angabe entfernen und die Gegenstelle auf Schlüssel ab 3000 Bit und SHA-256 bringen.',
        legacy: 'Den Schalter entfernen und das Paket erneuern, das die alten Verfahren braucht.',
        group: '`prime256v1:secp384r1` oder Brainpool-Kurven ab 256 Bit verwenden, oder die Angabe weglassen.',
        signature: 'SHA-256 oder stärker verwenden, oder die Angabe weglassen.',
        size: 'Mindestens 3072 Bit verwenden, besser die Schlüsseleinigung über elliptische Kurven.',
      },
    },
    en: {
      title: 'Weak cipher suite for TLS',
      messages: {
        broken: '`{name}` admits broken algorithms: {ciphers}.',
        static: '`{name}` admits cipher suites without forward secrecy: {ciphers}.',
        level: '`{name}` lowers the security level of OpenSSL; short keys and SHA-1 are accepted again.',
        legacy: '`{name}` switches algorithms like MD4, RC4 and DES on again for the whole program.',
        group: '`{name}` admits groups for the key agreement that are too short: {ciphers}.',
        signature: '`{name}` admits signatures over broken hash functions: {ciphers}.',
        size: '`{name}`: {ciphers} bits are too few for Diffie-Hellman.',
      },
      why: 'The cipher suite decides what encrypts. RC4, DES, 3DES, MD5 and export suites are broken, `NULL` does not encrypt at all, and anonymous suites verify nobody. Without forward secrecy a key that is stolen later opens every recorded connection. BSI TR-02102-2 recommends ECDHE with AES-GCM and groups from 250 bits on, from 3000 bits on for DHE.',
      advice: {
        broken: 'Leave the list out, then the defaults of the library hold, or list ECDHE with AES-GCM only.',
        static: 'List only suites that begin with `ECDHE`, or leave the list out.',
        level: 'Remove it and bring the other side to keys from 3000 bits on and SHA-256.',
        legacy: 'Remove the switch and update the package that needs the old algorithms.',
        group: 'Use `prime256v1:secp384r1` or Brainpool curves from 256 bits on, or leave it out.',
        signature: 'Use SHA-256 or stronger, or leave it out.',
        size: 'Use at least 3072 bits, better the key agreement over elliptic curves.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      if (fact.form !== 'attribute') reportSwitches(fact.value, report, file, '');
    },
    setting(fact, report, file) {
      if (WITHOUT_CIPHERS.has(fact.document)) return;
      reportEntry(fact.key, fact.value, report, file);
      reportSwitches(fact.value, report, file, fact.document);
      if (fact.key.includes('google_compute_ssl_policy') && fact.key.at(-1) === 'profile')
        reportProfile(fact.value, report);
    },
    markup({ document, elements, attribute, value }, report, file) {
      if (WITHOUT_CIPHERS.has(document)) return;
      reportEntry(attribute === undefined ? elements : [...elements, attribute], value, report, file);
    },
    command(fact, report, file) {
      reportCommand(fact, report, file);
    },
    call(fact, report, file) {
      for (const value of startedWords(fact)) reportSwitches(value, report, file, '');
    },
  },
  project(project, report) {
    for (const { names, value, path } of project.gather(namedLists)) {
      const toFile: Report<Message> = (problem) => {
        report({ ...problem, path });
      };
      reportEntry(names, value, toFile, project.file(path));
    }
  },
});

/** Options, without the items of a list that is put together: `ciphers: ['A', '!B'].join(':')` is judged as a whole. */
function namedLists(file: FactsView): readonly NamedValueFact[] {
  const all = file
    .facts('named-value')
    .filter(({ names, form }) => !KEPT.has(form) && cipherQuestion(names) !== undefined);
  const wholes = all.filter(({ names }) => !/^\d+$/.test(names.at(-1) ?? ''));
  return all.filter(
    ({ names, range }) => !/^\d+$/.test(names.at(-1) ?? '') || !wholes.some((whole) => contains(whole.range, range)),
  );
}

/** Forms of names that keep a value; what it is used for shows where it is used. */
const KEPT: ReadonlySet<NamedValueFact['form']> = new Set([
  'attribute',
  'variable',
  'parameter',
  'field',
  'enum-member',
]);

function reportEntry(names: readonly string[], value: Value, report: Report<Message>, file: FileView): void {
  const question = cipherQuestion(names);
  if (!question) return;
  const name = names.findLast((each) => !/^\d+$/.test(each)) ?? '';
  const texts = value.kind === 'known' ? [String(value.value)] : textsOf(value).map(({ text }) => text);
  const [known] = texts.flatMap((text) => {
    const found = judge(question, text);
    return found ? [found] : [];
  });
  if (!known || !value.range) return;
  const confidence: Confidence = value.kind === 'known' ? 'high' : 'medium';
  const { severity = 'error', ...rest } = known;
  const place = value.origin ?? { path: file.path, range: value.range };
  report({
    message: rest.message,
    range: value.range,
    data: { name, ciphers: rest.ciphers },
    confidence,
    same: `${place.path} ${String(place.range.start)}`,
    severity: file.stage === 'local' && severity === 'error' ? 'warning' : severity,
  });
}

interface Judged {
  readonly message: Message;
  readonly ciphers: string;
  readonly severity?: Severity;
}

function judge(question: CipherQuestion, text: string): Judged | undefined {
  switch (question) {
    case 'ciphers': {
      const { broken, static: withoutSecrecy, family } = readCiphers(text);
      if (broken.length > 0) return { message: 'broken', ciphers: broken.join(', ') };
      if (family !== undefined) return { message: 'broken', ciphers: family, severity: 'warning' };
      if (withoutSecrecy.length === 0) return undefined;
      return { message: 'static', ciphers: withoutSecrecy.slice(0, 3).join(', '), severity: 'warning' };
    }
    case 'groups': {
      const groups = shortGroups(text);
      return groups.length > 0 ? { message: 'group', ciphers: groups.join(', '), severity: 'warning' } : undefined;
    }
    case 'signatures': {
      const signatures = weakSignatures(text);
      return signatures.length > 0
        ? { message: 'signature', ciphers: signatures.join(', '), severity: 'warning' }
        : undefined;
    }
    case 'size': {
      const bits = Number(text);
      return bits > 0 && bits < GROUP_BITS.broken
        ? { message: 'size', ciphers: String(bits), severity: 'warning' }
        : undefined;
    }
  }
}

/** Switches inside a longer text. It is read from the file, because escapes and folded lines move offsets inside the value. */
function reportSwitches(value: Value, report: Report<Message>, file: FileView, document: string): void {
  if ((value.kind !== 'known' && value.kind !== 'composed') || value.origin) return;
  if (value.range.path !== undefined && value.range.path !== file.path) return;
  const { start, end } = value.range;
  const text = file.text.slice(start, end);
  const isBuild = document === 'npm:package' && BUILDING.test(text);
  reportFound(text, start, isBuild, report);
}

function reportFound(text: string, start: number, isBuild: boolean, report: Report<Message>, whole?: TextRange): void {
  for (const { name, kind, list, ...place } of cipherSwitches(text)) {
    const range = whole ?? { start: start + place.start, end: start + place.end };
    // A variable in front of a command is a setting and a command.
    const same = String(range.start);
    const judged = list === undefined ? undefined : judge('ciphers', list);
    if (judged)
      report({
        message: judged.message,
        range,
        data: { name, ciphers: judged.ciphers },
        same,
        severity: judged.severity ?? 'error',
      });
    if (kind === 'level') report({ message: 'level', range, data: { name }, same, severity: 'warning' });
    if (kind === 'legacy') {
      const severity: Severity = isBuild ? 'information' : 'warning';
      report({ message: 'legacy', range, data: { name }, same, severity, confidence: isBuild ? 'medium' : 'high' });
    }
  }
}

/** The policy with the widest choice of suites. */
function reportProfile(value: Value, report: Report<Message>): void {
  if (value.kind === 'known' && value.value === 'COMPATIBLE')
    report({
      message: 'static',
      range: value.range,
      data: { name: 'profile', ciphers: 'COMPATIBLE' },
      severity: 'warning',
      same: String(value.range.start),
    });
}

const PRINTING = /^(?:echo|printf|grep)$/;

function reportCommand(
  { program, arguments: given, isStarted }: CommandFact,
  report: Report<Message>,
  file: FileView,
): void {
  if (isStarted || PRINTING.test(program)) return;
  const isBuild = given.some(({ text }) => BUILDING.test(text)) || BUILDING.test(program);
  for (const [index, { text, range, key, value }] of given.entries()) {
    reportFound(text, 0, isBuild, report, range);
    const set = value.kind === 'absent' && key.startsWith('-') ? given[index + 1]?.value : value;
    if (key.startsWith('-') && set && !text.includes('=')) reportEntry([key, key], set, report, file);
    if (program === 'curl' && /^--(?:proxy-)?ciphers$/.test(key) && set) reportEntry(['ciphers'], set, report, file);
  }
  if (program === 'openssl' && given[0]?.text === 'dhparam') reportSize(given, report);
}

/** `openssl dhparam -out dh.pem 1024` */
function reportSize(given: CommandFact['arguments'], report: Report<Message>): void {
  const size = given.find(({ text }) => /^\d{3,5}$/.test(text));
  const bits = Number(size?.text);
  if (!size || !(bits < GROUP_BITS.admitted)) return;
  const severity = bits < GROUP_BITS.broken ? 'warning' : 'information';
  report({ message: 'size', range: size.range, data: { name: 'openssl dhparam', ciphers: size.text }, severity });
}
