/** What a single file shows of registers and of the ways to them. */
import {
  interfaceById,
  interfaceCalled,
  interfaceOfAddress,
  interfacesOfName,
  type RegisterInterface,
} from '../../rules/catalog/register-interfaces.ts';
import { isNamespace } from '../../rules/catalog/register-scope.ts';
import { isCitizenService, registerIn } from '../../rules/catalog/registers.ts';
import { writtenTexts } from '../../rules/catalog/written-texts.ts';
import type { Sight } from '../model/inventory.ts';
import type { FactsView } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { namesIn } from './names.ts';

export interface Trace extends Sight {
  readonly way?: RegisterInterface;
  /** Id of the register. */
  readonly register?: string;
  /** Scheme of an address that is called. */
  readonly scheme?: string;
  /** A literal says it, not only a name. */
  readonly isWritten: boolean;
}

/** Belongs to the transport: it says nothing about the register. */
const DIRECTORY = interfaceById('dvdv');
/** Keys of the directory of services (DVDV): what is looked up there is an authority. */
const DIRECTORY_KEY = /^(?:ags:\d{8}|dbs:\d{12}|psb:\d{8}_\d{2})$/;

export function tracesOf(file: FactsView): readonly Trace[] {
  const found = new Map<string, Trace>();
  const add = (trace: Trace): void => {
    const key = `${trace.way?.id ?? ''} ${trace.register ?? ''} ${trace.what}`;
    if (!found.has(key)) found.set(key, trace);
  };
  for (const { value, names } of valuesOf(file)) {
    for (const text of writtenTexts(value, file.path)) {
      for (const variable of text.variables) {
        const [way] = interfacesOfName(variable);
        if (way && text.place.path === file.path)
          add({ way, ...registerOf(way, undefined), what: variable, ...text.place, isWritten: true });
      }
      for (const piece of text.pieces) {
        const trace = piece.isKnown ? traceOfText(piece.text.trim(), names) : undefined;
        // What another file writes is a trace of that file.
        if (trace && piece.place.path === file.path) add({ ...trace, ...piece.place });
      }
    }
  }
  for (const { what, path, range } of namesIn(file)) {
    const name = what.split('/').at(-1) ?? what;
    if (isCitizenService(name)) continue;
    const register = registerIn(name)?.id;
    const ways = interfacesOfName(name);
    for (const way of ways) add({ way, ...registerOf(way, register), what, path, range, isWritten: false });
    if (ways.length === 0 && register !== undefined) add({ register, what, path, range, isWritten: false });
  }
  return [...found.values()];
}

interface NamedText {
  readonly value: Value;
  readonly names: readonly string[];
}

function valuesOf(file: FactsView): readonly NamedText[] {
  return [
    ...file
      .facts('named-value')
      .filter(({ form }) => form !== 'attribute')
      .map(({ value, names }) => ({ value, names })),
    ...file
      .facts('setting')
      .filter(({ document }) => document !== 'texts' && document !== 'npm:package')
      .map(({ value, key }) => ({ value, names: key })),
    ...file.facts('markup').map(({ value, elements }) => ({ value, names: elements })),
    ...file
      .facts('call')
      .flatMap(({ arguments: values, spelled }) => values.map((value) => ({ value, names: [spelled] }))),
  ];
}

function traceOfText(text: string, names: readonly string[]): Omit<Trace, 'path' | 'range'> | undefined {
  if (text === '' || text.length > 400) return undefined;
  const way = interfaceOfAddress(text) ?? interfaceCalled(text);
  const address = /^([a-z]{3,6}):\/\/(?:[^\s/@]{0,200}@)?([^\s/:?#]{1,253})([^\s?#]{0,200})/i.exec(text);
  const [, scheme = '', host = '', path = ''] = address ?? [];
  if (way) {
    const isName = isNamespace(text) || !address;
    return {
      way,
      ...registerOf(way, undefined),
      what: isName ? text : host,
      ...(!isName && { scheme: scheme.toLowerCase() }),
      isWritten: true,
    };
  }
  if (DIRECTORY_KEY.test(text)) return { ...(DIRECTORY && { way: DIRECTORY }), what: text, isWritten: true };
  if (!address || isNamespace(text)) return undefined;
  // Pages about a service are not the service.
  const spoken = `${names.slice(-2).join('.')} ${host.startsWith('www.') ? '' : host}`;
  const register = registerIn(`${spoken} ${path}`)?.id;
  const [named] = interfacesOfName(spoken);
  if (register === undefined && !named) return undefined;
  return {
    ...(named && { way: named }),
    ...(named ? registerOf(named, register) : { ...(register !== undefined && { register }) }),
    what: host,
    scheme: scheme.toLowerCase(),
    isWritten: true,
  };
}

function registerOf({ register }: RegisterInterface, spoken: string | undefined): { readonly register?: string } {
  const id = register ?? spoken;
  return id === undefined ? {} : { register: id };
}
