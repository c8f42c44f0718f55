/** How far a place has to do with public registers: by its own literal, by its file, or by the project around it. */
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { registerStatements } from './register-statements.ts';
import { hasWeakWord, isCitizenService, registerIn, isRegisterTransport } from './registers.ts';
import { writtenTexts } from './written-texts.ts';

/** Namespaces and service names of register standards and their transport. They are names: nobody calls them. */
const STANDARD_NAMES: readonly RegExp[] = [
  /^http:\/\/www\.osci\.de\//i,
  /^https?:\/\/xoev\.de\/(?:schemata|transport|latinchars)\//i,
  /^https?:\/\/www\.xleitstelle\.de\/xbau\//i,
  /xpsw\.domap\.de\/xpsw\d{4}/i,
  /^urn:xoev-de:(?:xinneres|xpersonenstand|xauslaender|xbau|xbau-kernmodul|xmeld|xunternehmen|bva|xwaffe):/i,
  /^urn:de:(?:xauslaender|xwaffe|xmeld|xpersonenstand):codelist/i,
];

/** Names of schemas of any kind, which look like addresses as well. */
const OTHER_NAMES: readonly RegExp[] = [
  /^http:\/\/www\.xplanung\.de\/xplangml\//i,
  /^https?:\/\/(?:www\.w3\.org|schemas\.xmlsoap\.org|schemas\.microsoft\.com|docs\.oasis-open\.org|www\.opengis\.net)\//i,
  /^https?:\/\/(?:data\.europa\.eu|schemas\.opengis\.net|www\.xta\.de\/xta|www\.xrepository\.de\/details|java\.sun\.com|xmlns\.jcp\.org)(?:\/|$)/i,
  /^https?:\/\/(?:json-schema\.org|purl\.org|xmlns\.com)\//i,
];

/** S0: the literal names itself. */
function namesRegisterStandard(text: string): boolean {
  return STANDARD_NAMES.some((pattern) => pattern.test(text));
}

/** True for a text that looks like an address and is the name of a schema, a code list or a service. */
export function isNamespace(text: string): boolean {
  return namesRegisterStandard(text) || OTHER_NAMES.some((pattern) => pattern.test(text));
}

/** Texts that are called, unlike those that are read. */
const ADDRESS = /^(?:https?:\/\/|\/[\w-]{1,60}\/)[^\s<>]{1,200}$/i;

/** The path of a file that speaks of a register. */
function touching(file: FactsView): readonly string[] {
  const names = (name: string): boolean =>
    !isCitizenService(name) && (registerIn(name) !== undefined || isRegisterTransport(name, false));
  const holds = (value: Value): boolean =>
    writtenTexts(value, file.path).some(({ pieces }) => pieces.some(({ text }) => namesRegisterStandard(text)));
  const speaks = (value: Value): boolean =>
    (value.spelled !== undefined && names(value.spelled)) ||
    (value.kind === 'composed' && value.parts.some(speaks)) ||
    (value.kind === 'known' && typeof value.value === 'string' && ADDRESS.test(value.value) && names(value.value));
  const isTouching =
    file.facts('import').some(({ module }) => names(module)) ||
    file
      .facts('named-value')
      .some((fact) => fact.form !== 'attribute' && (names(fact.names.at(-1) ?? '') || holds(fact.value))) ||
    file
      .facts('call')
      .some((call) => names(call.spelled) || call.arguments.some((value) => holds(value) || speaks(value))) ||
    file.facts('markup').some(({ namespace, value }) => namesRegisterStandard(namespace) || holds(value)) ||
    file
      .facts('setting')
      .some(
        ({ document, key, value }) =>
          document !== 'texts' && document !== 'npm:package' && (names(key.slice(-2).join('.')) || holds(value)),
      ) ||
    file.facts('markup').some(({ value }) => holds(value)) ||
    registerStatements(file.facts('named-value'), file.facts('call'), file.facts('statement')).found.some(
      ({ isCertain }) => isCertain,
    );
  return isTouching ? [file.path] : [];
}

/** Scope of a project, worked out once per judgement. */
export class RegisterScope {
  readonly #files: ReadonlySet<string>;

  constructor(project: ProjectView) {
    this.#files = new Set(project.gather(touching));
  }

  /** S1: the file itself speaks of a register. */
  isTouching(path: string): boolean {
    return this.#files.has(path);
  }

  /** S2: some file of the project does, and the name has a word that means something then. */
  isNear(name: string): boolean {
    return this.#files.size > 0 && hasWeakWord(name);
  }

  /** True where any file of the project touches a register. */
  get isTouched(): boolean {
    return this.#files.size > 0;
  }
}
