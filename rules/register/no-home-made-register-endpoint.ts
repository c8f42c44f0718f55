import { rule } from '../../server/model/rule.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { requestOf } from '../catalog/http-clients.ts';
import { isStandardWay, REGISTER_FILE_WORDS, registerIn } from '../catalog/registers.ts';

export const noHomeMadeRegisterEndpoint = rule({
  id: 'register/no-home-made-register-endpoint',
  severity: 'warning',
  words: REGISTER_FILE_WORDS,
  text: {
    de: {
      title: 'Selbst gebauter Zugang zu einem Register',
      messages: {
        own: 'Dieser Aufruf erreicht das Register ({de}) über eine eigene Schnittstelle statt über {standard}.',
      },
      why: 'Für den Zugang zu öffentlichen Registern sind Standard und Transportweg vorgegeben: Nachricht nach XÖV, über OSCI-Transport, XTA oder den Sicheren Anschlussknoten des NOOTS. Dort werden Zweck, abrufende Stelle und Aktenzeichen mitgegeben, protokolliert und Sperren beachtet. Ein eigener HTTP-Zugang lässt das aus und muss bei der Registermodernisierung wieder ausgebaut werden.',
      advice: {
        own: 'Den Abruf als Nachricht des Standards ({standard}) über das OSCI- oder XTA-Gateway des Rechenzentrums senden. Spricht die Adresse bereits für ein zugelassenes Gateway, ihren Host in `fachlint.json` unter `registers.gateways` eintragen.',
      },
    },
    en: {
      title: 'Home-made access to a register',
      messages: { own: 'This call reaches the {en} through an interface of its own instead of {standard}.' },
      why: "Standard and transport for the access to public registers are laid down: a XÖV message over OSCI-Transport, XTA or the secure connection node of the NOOTS. There the purpose, the requesting body and the file reference are handed over and logged, and blocks are respected. An HTTP access of one's own leaves all that out and has to be torn out again when the registers are modernised.",
      advice: {
        own: 'Send the retrieval as a message of the standard ({standard}) through the OSCI or XTA gateway of the data centre. Where the address already is an approved gateway, enter its host in `fachlint.json` under `registers.gateways`.',
      },
    },
  },
  on: {
    call(call, report, { configuration }) {
      const request = requestOf(call);
      if (!request) return;
      const { gateways, clients } = configuration.registers;
      const client = call.spelled.split('.').slice(0, -1).join('.');
      if (clients.some((name) => isOwnClient(name, call, client))) return;
      const parts = [...partsOf(request.base), ...partsOf(request.address)];
      const host = parts.map((part) => hostOf(part)).find((each) => each !== undefined);
      if (host !== undefined && gateways.some((gateway) => host === gateway || host.endsWith(`.${gateway}`))) return;
      if (isOwnBackEnd(parts) || !isAddress(request.address)) return;
      const evidence = evidenceOf(parts, client);
      if (evidence.some(isStandardWay)) return;
      const byAddress = evidence.map(registerIn).find((register) => register !== undefined);
      const register = byAddress ?? registerIn(call.functionName);
      if (!register || isStandardWay(call.functionName)) return;
      report({
        message: 'own',
        range: writtenRange(request.address) ?? call.range,
        data: { ...register.name, standard: register.standard },
        confidence: byAddress ? 'high' : 'medium',
      });
    },
  },
});

/**
 * `name` is a client of the project that speaks the standard: an object, the function or module the request is made in, or
 * the module the request comes from.
 */
function isOwnClient(name: string, { callee, functionName, path }: CallFact, client: string): boolean {
  const isModule = path === name || path.replace(/\.\w+$/, '') === name.replace(/^\.\//, '').replace(/\.\w+$/, '');
  return (
    client === name ||
    client.split('.').includes(name) ||
    functionName.split('.').includes(name) ||
    callee.startsWith(`${name}#`) ||
    isModule
  );
}

/** The literal itself where it stands inside of what is handed over: `new Request('https://…')`. */
function writtenRange({ range, origin }: Value): TextRange | undefined {
  return range && origin && range.start <= origin.range.start && origin.range.end <= range.end ? origin.range : range;
}

/** A document or a file of texts about a register is no access to it. */
const STATIC_FILE = /\.(?:pdf|svg|png|jpe?g|gif|ico|css|js|json|html?|md|docx?|xlsx?|odt)$/i;

/** What an address is made of, in order. */
function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'absent':
      return [];
    case 'composed':
      return value.parts;
    case 'either':
      return value.options.flatMap(partsOf);
    case 'environment':
      return [value, ...partsOf(value.fallback)];
    case 'call': {
      // `new URL('/path', base)`: the base says where it goes.
      const [path, base] = /^(?:global|node:url)#URL$/.test(value.callee) ? value.arguments : [];
      return path && base && base.kind !== 'absent' ? [...partsOf(base), ...partsOf(path)] : [value];
    }
    default:
      return [value];
  }
}

function textOf(part: Value): string | undefined {
  return part.kind === 'known' && typeof part.value === 'string' ? part.value : undefined;
}

function hostOf(part: Value): string | undefined {
  return /^(?:https?:)?\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(textOf(part) ?? '')?.[1]?.toLowerCase();
}

/** A relative address goes to the application's own server. */
function isOwnBackEnd(parts: readonly Value[]): boolean {
  const [first] = parts;
  const text = first && textOf(first);
  return (
    text !== undefined &&
    text !== '' &&
    !/^(?:https?:)?\/\//i.test(text) &&
    (text.startsWith('/') || text.startsWith('.'))
  );
}

/** Names of the environment, of variables, the host and the path: everything that says where the call goes. The query does not. */
function evidenceOf(parts: readonly Value[], client: string): string[] {
  const hasHost = parts.some((part) => hostOf(part) !== undefined);
  let isQuery = false;
  const texts = parts.flatMap((part, index): string[] => {
    const names = part.spelled === undefined ? [] : [part.spelled];
    if (part.kind === 'environment') return [part.name, ...names];
    const text = textOf(part);
    if (isQuery) return [];
    if (text === undefined) return index === 0 ? names : [];
    isQuery = text.includes('?');
    const address = text.replace(/[?#].*$/s, '').replace(/^https?:\/\//i, '');
    if (STATIC_FILE.test(address)) return [];
    // Behind a base that cannot be seen the path may belong to the own server.
    return hasHost || index === 0 ? [address, ...names] : [];
  });
  return [...texts, client];
}

/** Something that is certainly an address or part of one, not options or a callback. */
function isAddress(value: Value): boolean {
  return value.kind !== 'function' && value.kind !== 'class' && value.kind !== 'list' && value.kind !== 'absent';
}
