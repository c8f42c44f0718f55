import { entryOf, knownTexts, shownText } from '../../server/model/ask.ts';
import type { CallFact, RouteFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { ComposedValue, Value } from '../../server/model/value.ts';
import { requestOf } from '../catalog/http-clients.ts';
import { IDNR_WORDS, idNrPlaces, isIdNr } from '../catalog/identification-number.ts';
import { RegisterScope } from '../catalog/register-scope.ts';

type Message = 'path' | 'query' | 'route';

interface Written {
  readonly message: Message;
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const noIdnrInUrl = rule<Message>({
  id: 'register/no-idnr-in-url',
  severity: 'error',
  words: IDNR_WORDS,
  text: {
    de: {
      title: 'Identifikationsnummer in einer Adresse',
      messages: {
        path: 'Die Identifikationsnummer einer Person wird Teil der Adresse (`{name}`).',
        query: 'Die Identifikationsnummer einer Person wird als Parameter an die Adresse gehängt (`{name}`).',
        route: 'Der Pfad `{name}` verlangt die Identifikationsnummer einer Person in der Adresse.',
      },
      why: 'Adressen bleiben an vielen Stellen liegen: in Protokollen von Servern, Proxys und Gateways, im Verlauf des Browsers, in Lesezeichen und im Referer. Dort ist die Identifikationsnummer ungeschützt und verbindet Daten aller Register über eine Person.',
      advice: {
        path: 'Die Nummer im Inhalt der Nachricht senden (POST) und in der Adresse die Kennung des Vorgangs verwenden.',
        query:
          'Die Nummer im Inhalt der Nachricht senden (POST) und in der Adresse die Kennung des Vorgangs verwenden.',
        route: 'Den Pfad über die Kennung des Vorgangs führen und die Nummer auf dem Server dazu nachschlagen.',
      },
    },
    en: {
      title: 'Identification number in an address',
      messages: {
        path: 'The identification number of a person becomes part of the address (`{name}`).',
        query: 'The identification number of a person is appended to the address as a parameter (`{name}`).',
        route: 'The path `{name}` asks for the identification number of a person in the address.',
      },
      why: 'Addresses stay in many places: in logs of servers, proxies and gateways, in the history of the browser, in bookmarks and in the referrer. There the identification number is unprotected and joins the data of all registers about a person.',
      advice: {
        path: 'Send the number in the content of the message (POST) and use the id of the case in the address.',
        query: 'Send the number in the content of the message (POST) and use the id of the case in the address.',
        route: 'Lead the path over the id of the case and look the number up on the server.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched) return;
    for (const { message, path, range, name } of project.gather(written))
      report({ message, path, range, data: { name }, same: `${String(range.start)} ${String(range.end)}` });
  },
});

function written(file: FactsView): readonly Written[] {
  return [
    ...file.facts('call').flatMap(inCall),
    ...file.facts('named-value').flatMap(({ value, path }) => inAddress(value, path)),
    ...file.facts('route').flatMap(inRoute),
  ].filter(({ range }) => range.path === undefined || range.path === file.path);
}

/** Methods that append a parameter: of `URLSearchParams`, of `url.searchParams`, of `HttpParams`. */
const APPENDING = /(?:searchParams|URLSearchParams\(\)|HttpParams\(\)|params)\.(?:set|append)$/;
/** Options of clients that become the query. */
const QUERY_OPTIONS = ['params', 'searchParams', 'query', 'qs'] as const;
const QUERY_MAKERS = /(?:^global#URLSearchParams$|^(?:qs|query-string|node:querystring)#(?:\w+\.)?stringify$)/;

function inCall(call: CallFact): readonly Written[] {
  const { path, callee, arguments: given } = call;
  const found = given.flatMap((argument) => inAddress(argument, path));
  const [name, value] = given;
  if (APPENDING.test(callee) && name && value && knownTexts(name).some((text) => isIdNr(text.value)))
    found.push({ message: 'query', path, range: value.range ?? call.range, name: call.spelled });
  if (QUERY_MAKERS.test(callee) && name)
    found.push(...idNrPlaces(name).map((range) => ({ message: 'query' as const, path, range, name: call.spelled })));
  if (!requestOf(call)) return found;
  for (const option of given.flatMap((argument) => [...QUERY_OPTIONS].map((each) => entryOf(argument, each)))) {
    if (option.kind !== 'record') continue;
    found.push(...idNrPlaces(option).map((range) => ({ message: 'query' as const, path, range, name: call.spelled })));
  }
  return found;
}

/** `:idnr`, `{idnr}`, `[idnr]`, `$idnr`. */
const PARAMETER = /[:{[$]([\w-]{2,60})/g;

function inRoute({ path, routePath }: RouteFact): readonly Written[] {
  if (routePath.kind === 'absent') return [];
  const name = shownText(routePath);
  const isAsked = [...name.matchAll(PARAMETER)].some(([, parameter = '']) => isIdNr(parameter));
  return isAsked ? [{ message: 'route', path, range: routePath.range, name }] : [];
}

function inAddress(value: Value, path: string): Written[] {
  if (value.kind === 'either') return value.options.flatMap((option) => inAddress(option, path));
  if (value.kind !== 'composed' || (value.origin && value.origin.path !== path)) return [];
  return value.parts.flatMap((part, index) => {
    const message = placeOf(value, index);
    const [range] = message ? idNrPlaces(part) : [];
    return message && range ? [{ message, path, range, name: shape(value) }] : [];
  });
}

/** Beginnings of addresses; `/` alone only where no host is written before it. */
const ADDRESS = /^(?:https?:\/\/|\/[\w.-])/;
const BASE =
  /(?:url|uri|host|base|basis|endpoint|endpunkt|api|adresse|address|server|gateway|origin|path|pfad|dienst|service)$/i;

/** How the part at `index` stands in the text, where the text is an address. */
function placeOf({ parts }: ComposedValue, index: number): 'path' | 'query' | undefined {
  const before = parts.slice(0, index);
  const text = before.map((part) => (part.kind === 'known' ? String(part.value) : '…')).join('');
  const [first] = parts;
  const isAddress =
    ADDRESS.test(text) ||
    (first?.kind !== 'known' && first?.spelled !== undefined && BASE.test(first.spelled) && text.startsWith('…/'));
  if (!isAddress || /\s/.test(text)) return undefined;
  if (/[?&][\w.[\]-]{1,60}=$/.test(text)) return 'query';
  return text.endsWith('/') && !text.includes('?') ? 'path' : undefined;
}

function shape({ parts }: ComposedValue): string {
  return parts
    .map((part) => (part.kind === 'known' ? String(part.value).replace(/\/\/[^/@]*@/, '//') : '…'))
    .join('')
    .slice(0, 80);
}
