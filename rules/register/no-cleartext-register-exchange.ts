import type { Fix } from '../../server/model/finding.ts';
import type { CallFact, MarkupFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import { rule, type FactsView, type Problem, type ProjectView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { requestOf } from '../catalog/http-clients.ts';
import {
  cleartextAddress,
  isAddressKey,
  isExchange,
  isNaming,
  type CleartextAddress,
} from '../catalog/register-exchange.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { REGISTER_FILE_WORDS, registerIn } from '../catalog/registers.ts';
import { writtenTexts, type WrittenText } from '../catalog/written-texts.ts';

/** Documents whose texts are shown to people or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['texts', 'npm:package', 'tsconfig', 'json-schema']);

/** Calls that take the address of a service and are no request themselves, with the position of it. */
const ADDRESS_CALLS: readonly (readonly [RegExp, number])[] = [
  [/^soap#(?:createClient|createClientAsync)$/, 2],
  [/\.setEndpoint$/, 0],
  [/^(?:basic-ftp|ftp|ssh2-sftp-client|promise-ftp)#.*\.(?:connect|access)$/, 0],
];

const SECURE_SCHEMES: Readonly<Record<string, string>> = { http: 'https://', ftp: 'sftp://', ws: 'wss://' };

type Report = (problem: Problem<'clear'> & { readonly path: string }) => void;

export const noCleartextRegisterExchange = rule({
  id: 'register/no-cleartext-register-exchange',
  severity: 'error',
  moreSpecificThan: ['encryption/no-cleartext-connection'],
  words: [
    ...REGISTER_FILE_WORDS,
    'osci',
    'xta',
    'dvdv',
    'noots',
    'intermedi',
    'vermittlungsstelle',
    'nachweisabruf',
    'xnachweis',
    'xbasisdaten',
    'governikus',
    'multimessenger',
    'xoev',
    'xinneres',
    'datenschutzcockpit',
    'registerdatennavigation',
    'registermodernisierung',
    'identitätsdatenabruf',
    'identitaetsdatenabruf',
    'anschlussknoten',
    /[^a-z](?:sak|rdn)[^a-z]/,
  ],
  fix: 'suggestion',
  text: {
    de: {
      title: 'Austausch mit einem Register ohne Verschlüsselung',
      messages: { clear: 'Der Austausch mit {host} läuft unverschlüsselt über `{scheme}`.' },
      why: 'Über diesen Weg gehen Namen, Anschriften, Sperren und Zugangsdaten der Gateways. Ohne Transportverschlüsselung liest sie jede Stelle im Netz mit, und niemand bemerkt, wenn eine Antwort des Registers unterwegs geändert wird. Für Datenübermittlungen der Melde- und Standesämter ist Verschlüsselung vorgeschrieben; eine Ausnahme gibt es nur innerhalb besonders gesicherter Netze und mit dokumentierten gleichwertigen Maßnahmen.',
      advice: {
        clear:
          'Die Gegenstelle über `{secure}` ansprechen und ihr Zertifikat prüfen. Liegt der Dienst nachweislich in einem besonders gesicherten Netz, die Ausnahme mit Begründung an dieser Stelle vermerken.',
      },
    },
    en: {
      title: 'Exchange with a register without encryption',
      messages: { clear: 'The exchange with {host} goes unencrypted over `{scheme}`.' },
      why: 'Names, addresses, blocks and credentials of gateways travel this way. Without transport encryption every place in the network can read them, and nobody notices when an answer of the register is changed on its way. Encryption is laid down for transfers of registration and civil status offices; the only exception are specially secured networks with documented equal measures.',
      advice: {
        clear:
          'Address the other side by `{secure}` and verify its certificate. Where the service demonstrably lies in a specially secured network, note the exception with its reason at this place.',
      },
    },
  },
  project(project, report) {
    const scope = new RegisterScope(project);
    const calledFor = (evidence: readonly string[]): boolean =>
      evidence.some((each) => isExchange(each, scope.isTouched));

    // What is put together from a setting that is reported already is no second defect.
    const hosts = new Set<string>();

    for (const fact of project.gather(writtenAddresses)) {
      const names = namesOf(fact);
      if (isScheme(names) && calledFor([names.slice(-4, -1).join('.')])) reportScheme(fact, names, report);
      if (fact.kind === 'named-value' && (fact.form === 'attribute' || /[Nn]s|xmlns/.test(fact.argumentOf ?? '')))
        continue;
      if (isNaming(names) || !isAddressKey(names)) continue;
      for (const text of writtenTexts(fact.value, fact.path)) {
        const address = cleartextAddress(text.text);
        if (!address || !calledFor([names.slice(-3).join('.'), address.place, ...text.variables])) continue;
        hosts.add(address.host);
        reportAddress(text, address, project, report);
      }
    }
    for (const call of project.gather(addressedCalls)) {
      const request = requestOf(call);
      const further = ADDRESS_CALLS.flatMap(([callee, index]) =>
        callee.test(call.callee) ? [call.arguments[index]] : [],
      );
      const values = [...(request ? [request.base, request.address] : []), ...further].filter(
        (value): value is Value => value !== undefined,
      );
      const client = call.spelled.split('.').slice(0, -1).join('.');
      for (const value of values) {
        const spelled = value.kind === 'absent' ? '' : (value.spelled ?? '');
        for (const text of writtenTexts(value, call.path)) {
          const address = cleartextAddress(text.text);
          const own = [address?.place ?? '', spelled, client, ...text.variables];
          if (
            address &&
            (isWrittenHere(text, project) || !hosts.has(address.host)) &&
            calledFor(registerIn(call.functionName) ? [...own, call.functionName] : own)
          )
            reportAddress(text, address, project, report);
        }
      }
      const [options] = call.arguments;
      if (request && call.callee.startsWith('node:http#') && options?.kind === 'record')
        reportPlainHost(request.address, call, report, calledFor);
    }
  },
});

/** Everything with a name that holds an address without encryption, or only the scheme of one. */
function writtenAddresses(file: FactsView): readonly (NamedValueFact | SettingFact | MarkupFact)[] {
  return [
    ...file.facts('named-value'),
    ...file.facts('setting').filter(isAboutSystems),
    ...file.facts('markup').filter(({ attribute }) => attribute !== undefined && !/^(?:xmlns|xsi)/.test(attribute)),
  ].filter(
    (fact) =>
      isScheme(namesOf(fact)) ||
      writtenTexts(fact.value, fact.path).some(({ text }) => cleartextAddress(text) !== undefined),
  );
}

/** Calls that take an address. */
function addressedCalls(file: FactsView): readonly CallFact[] {
  return file
    .facts('call')
    .filter((call) => requestOf(call) !== undefined || ADDRESS_CALLS.some(([callee]) => callee.test(call.callee)));
}

function namesOf(fact: NamedValueFact | SettingFact | MarkupFact): readonly string[] {
  if (fact.kind === 'markup') return [...fact.elements, fact.attribute ?? ''];
  return fact.kind === 'setting' ? fact.key : fact.names;
}

/** `protocol: 'http'` beside the host of a gateway. */
function isScheme(names: readonly string[]): boolean {
  return /^(?:protocol|protokoll|scheme|schema)$/i.test(names.at(-1) ?? '');
}

function reportScheme(fact: NamedValueFact | SettingFact | MarkupFact, names: readonly string[], report: Report): void {
  for (const { text, place } of writtenTexts(fact.value, fact.path)) {
    const scheme = /^(http|ftp|ws):?$/i.exec(text)?.[1]?.toLowerCase();
    if (scheme === undefined) continue;
    const data = {
      scheme: `${scheme}://`,
      secure: SECURE_SCHEMES[scheme] ?? 'https://',
      host: `\`${names.at(-2) ?? ''}\``,
    };
    report({
      path: place.path,
      message: 'clear',
      range: { ...place.range, path: place.path },
      data,
      confidence: 'medium',
    });
  }
}

function isAboutSystems({ document }: SettingFact): boolean {
  return !OTHER_DOCUMENTS.has(document);
}

/** `http.request({ hostname })`: the module itself is the unencrypted one, so it is what has to change. */
function reportPlainHost(
  value: Value,
  { path, calleeRange }: CallFact,
  report: Report,
  calledFor: (evidence: readonly string[]) => boolean,
): void {
  for (const text of writtenTexts(value, path)) {
    const address = cleartextAddress(`http://${text.text}`);
    if (!address || !/^[\w.-]+$/.test(text.text) || !calledFor([address.host])) continue;
    const data = { scheme: 'http://', secure: 'https://', host: address.host };
    report({ path, message: 'clear', range: calleeRange, data });
  }
}

/** False for an address that is put together from what stands elsewhere. */
function isWrittenHere({ place }: WrittenText, project: ProjectView): boolean {
  return project.file(place.path).text.slice(place.range.start, place.range.end).includes('://');
}

function reportAddress(text: WrittenText, address: CleartextAddress, project: ProjectView, report: Report): void {
  // What is put together from several places is reported where the scheme is written.
  const place = text.pieces[0]?.isKnown ? text.pieces[0].place : text.place;
  const { scheme, secure, host } = address;
  const fix = fixOf(place.path, place.range, address, project);
  report({
    path: place.path,
    message: 'clear',
    range: { ...place.range, path: place.path },
    data: { scheme: `${scheme}://`, secure: `${secure}://`, host },
    ...(fix && { fix }),
  });
}

/** A suggestion only, and none for a port: the other side must offer the encrypted way there. */
function fixOf(
  path: string,
  range: { start: number; end: number },
  { scheme, secure, hasPort }: CleartextAddress,
  project: ProjectView,
): Fix | undefined {
  const written = project.file(path).text.slice(range.start, range.end);
  const at = written.indexOf(`${scheme}://`);
  if (hasPort || scheme !== 'http' || at < 0 || at > 1) return undefined;
  const start = range.start + at;
  return {
    safety: 'suggestion',
    title: { de: `\`${secure}://\` verwenden`, en: `Use \`${secure}://\`` },
    edits: [{ path, range: { start, end: start + scheme.length }, text: secure }],
  };
}
