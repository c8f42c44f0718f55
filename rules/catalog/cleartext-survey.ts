/** Looks for addresses and clients without encryption in everything a project says. */
import { literalPlace } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { Confidence, Severity } from '../../server/model/finding.ts';
import type { Problem, ProjectView } from '../../server/model/rule.ts';
import { placeOf, type Place } from '../../server/model/text-range.ts';
import { cleartextSetups, connects, encryptsAnyway } from './cleartext-clients.ts';
import { connectingCommands, plainPublishers } from './cleartext-commands.ts';
import type { Setup } from './cleartext-setups.ts';
import {
  CLEARTEXT,
  ENCRYPTED_PARTS,
  isCaptioned,
  isEndpoint,
  LOOKING,
  mayBeEndpoint,
  SENDING,
} from './cleartext-protocols.ts';
import {
  addressesIn,
  DESCRIBING,
  insertion,
  isElsewhere,
  isNaming,
  namesOf,
  placeKey,
  rate,
  replacement,
} from './cleartext-reading.ts';
import { cleartextValues, encryptedValue, REMARKS, WITHOUT_CONNECTIONS } from './cleartext-settings.ts';
import {
  admissions,
  connectingCalls,
  handedOn,
  isSwitchedOff,
  namedAddresses,
  mailOfRealms,
  settings,
  upgrading,
} from './cleartext-gathering.ts';
import { deployedValues, withDeployed, type DeployedValues } from './deployed-values.ts';
import { addressOf, hostKind, isFromOutside, splitPort, textsOf, UNSEEN, type Address, type Shown } from './hosts.ts';
import { requestOf } from './http-clients.ts';
import { unencryptedLinks } from './server-links.ts';

export type CleartextMessage = 'address' | 'scheme' | 'missing' | 'off' | 'strippable' | 'setting';
type ProjectReport = (problem: Problem<CleartextMessage> & { readonly path: string }) => void;

/** What is known about where an address was found. */
interface Finding {
  readonly confidence: Confidence;
  readonly place: Place;
  /** Says more than the host: a call that certainly connects. */
  readonly connects: boolean;
}

export class CleartextSurvey {
  readonly #project: ProjectView;
  readonly #report: ProjectReport;
  readonly #deployed: DeployedValues;
  /** Literals that a call has decided about, so that their names need not be asked. */
  readonly #judged = new Set<string>();
  /** Files that upgrade LDAP connections before they sign in. */
  readonly #upgrading: ReadonlySet<string>;

  constructor(project: ProjectView, report: ProjectReport) {
    this.#project = project;
    this.#report = report;
    this.#deployed = deployedValues(project);
    this.#upgrading = new Set(project.gather(upgrading));
  }

  run(): void {
    for (const call of this.#project.gather(connectingCalls)) this.#call(call);
    for (const fact of this.#project.gather(namedAddresses)) this.#namedValue(fact);
    for (const fact of this.#project.gather(settings)) this.#setting(fact);
    for (const { shown, fact } of this.#project.gather(handedOn))
      this.#address(shown, { confidence: 'high', place: fact, connects: false });
    for (const { shown, fact } of this.#project.gather(connectingCommands))
      this.#address(shown, { confidence: 'high', place: fact, connects: true });
    for (const { setup, fact } of this.#project.gather(plainPublishers))
      this.#setup(setup, { path: fact.path, calleeRange: fact.programRange });
    for (const { path, range, name, secure, ...rated } of this.#project.gather(admissions))
      this.#report({
        message: 'setting',
        path,
        range,
        data: { name: name ?? this.#project.file(path).text.slice(range.start, range.end), secure },
        ...rated,
        ...this.#milder({ path, range }),
      });
    for (const { fact, ...link } of this.#project.gather(unencryptedLinks))
      this.#setup({ ...link, problem: 'missing' }, { path: fact.path, calleeRange: fact.keyRange });
    for (const { setup, path, range } of this.#project.gather(mailOfRealms))
      this.#setup(setup, { path, calleeRange: range });
  }

  #call(call: CallFact): void {
    for (const setup of cleartextSetups(call)) this.#setup(setup, call);
    const isClient = connects(call.callee);
    const request = requestOf(call);
    const addresses = isClient
      ? call.arguments.flatMap((argument) => addressesIn(argument, call.callee, 0))
      : request
        ? [request.base, request.address]
        : [];
    for (const value of addresses) {
      const texts = textsOf(withDeployed(value, this.#deployed));
      for (const shown of texts) {
        // `wss` or `ws`, as the page itself came.
        if (
          texts.some(({ text }) => /^(?:https|wss):/.test(text)) &&
          hostKind(addressOf(shown.text)?.host ?? '') === 'open'
        )
          continue;
        const isUpgraded = this.#isUpgraded(call, shown) || encryptsAnyway(call);
        // Literals of other files are judged by their names there, so that it does not matter which files were read.
        if (isElsewhere(shown, call.path) && !isUpgraded) continue;
        this.#judged.add(placeKey(shown, call.path));
        if (isUpgraded) continue;
        this.#address(shown, {
          confidence: shown.variable === undefined ? 'high' : 'medium',
          place: call,
          connects: true,
        });
      }
    }
    if (addresses.length > 0 || LOOKING.test(call.spelled)) return;
    // Clients of the project's own and functions that nobody can see into.
    for (const argument of call.arguments) {
      for (const shown of textsOf(argument)) {
        const isWeb = /^\s*http:/i.test(shown.text);
        if (isWeb && (!SENDING.test(call.spelled) || argument !== call.arguments[0] || isNaming(shown))) continue;
        if (
          isElsewhere(shown, call.path) ||
          this.#judged.has(placeKey(shown, call.path)) ||
          this.#isUpgraded(call, shown)
        )
          continue;
        this.#address(shown, { confidence: 'medium', place: call, connects: false });
      }
    }
  }

  #namedValue(fact: NamedValueFact): void {
    if (fact.form === 'attribute' || isCaptioned(fact.names, fact.siblings)) return;
    if (fact.argumentOf !== undefined && DESCRIBING.test(fact.argumentOf)) return;
    for (const shown of textsOf(fact.value)) {
      const { literal } = shown;
      // Values found through a name are judged where they stand.
      if (literal.origin || this.#judged.has(placeKey(shown, fact.path))) continue;
      const names = shown.variable === undefined ? fact.names : [...fact.names, shown.variable];
      if (!mayBeEndpoint(names) || this.#isUpgraded(fact, shown)) continue;
      const isWeb = /^\s*http:/i.test(shown.text);
      if (isWeb && (!isEndpoint(names) || isNaming(shown))) continue;
      this.#address(shown, { confidence: isWeb ? 'medium' : 'high', place: fact, connects: false });
    }
  }

  #setting(fact: SettingFact): void {
    if (WITHOUT_CONNECTIONS.has(fact.document) || fact.key.some((name) => REMARKS.has(name))) return;
    const name = fact.key.at(-1) ?? '';
    this.#switch(fact, name);
    for (const shown of textsOf(withDeployed(fact.value, this.#deployed))) {
      if (shown.text.includes('\n')) this.#lines(fact, shown);
      else this.#settingAddress(fact, namesOf(fact), shown);
    }
  }

  #settingAddress(fact: SettingFact, names: readonly string[], shown: Shown): void {
    if (!mayBeEndpoint(names)) return;
    const isWeb = /^\s*http:/i.test(shown.text);
    const isVariable = /^[A-Z][A-Z\d_]*$/.test(names.at(-1) ?? '');
    if (isWeb && (isNaming(shown) || !(isVariable || isEndpoint(names)))) return;
    // Lists of records are data of the application rather than its settings.
    const isData = isWeb && fact.format === 'json' && names.some((each) => /^\d+$/.test(each));
    this.#address(shown, {
      confidence: isData ? 'low' : isWeb && !isVariable ? 'medium' : 'high',
      place: fact,
      connects: false,
    });
  }

  /** A file within a file: properties in a ConfigMap. */
  #lines(fact: SettingFact, { literal }: Shown): void {
    const { text } = this.#project.file(fact.path);
    const { start, end } = literal.range;
    for (const match of text
      .slice(start, end)
      .matchAll(
        /^[ \t]*(?:export[ \t]+)?([\w.-]{1,80})[ \t]*[=:][ \t]*["']?([a-z][a-z\d+.-]{1,20}:\/\/[^\s"']{1,500})/gim,
      )) {
      const [whole, name = '', address = ''] = match;
      const from = start + match.index + whole.length - address.length;
      const range = { start: from, end: from + address.length };
      this.#settingAddress(fact, [...fact.key, name], {
        text: address,
        literal: { kind: 'known', value: address, range },
      });
    }
  }

  #switch(fact: SettingFact, name: string): void {
    const bad = cleartextValues(fact.key);
    if (fact.value.kind !== 'known') return;
    const isListed = bad?.test(String(fact.value.value)) === true;
    if (!isListed && !isSwitchedOff(fact)) return;
    const written = String(fact.value.value);
    this.#report({
      message: 'setting',
      path: fact.path,
      range: fact.value.range,
      data: {
        name: `${isListed ? name : fact.key.slice(-2).join('.')}: ${written}`,
        secure: isListed ? encryptedValue(name, written) : 'TLS',
      },
      confidence: isListed ? 'high' : 'medium',
      ...this.#milder(fact),
    });
  }

  #setup(setup: Setup, call: Pick<CallFact, 'path' | 'calleeRange'> & Partial<Pick<CallFact, 'arguments'>>): void {
    const seen = setup.hosts.flatMap((host) => {
      const texts = textsOf(withDeployed(host, this.#deployed));
      return texts.length === 0
        ? [{ host: UNSEEN, variable: undefined }]
        : texts.map(({ text, variable }) => ({ host: addressOf(text)?.host ?? splitPort(text).host, variable }));
    });
    const worst =
      seen.find(({ host }) => hostKind(host) === 'other') ?? seen.find(({ host }) => hostKind(host) === 'inside');
    // Somebody writes a switch on purpose, so it counts where the host cannot be seen, too.
    const open =
      setup.hosts.some((host) => host.kind !== 'absent' && (setup.problem !== 'missing' || isFromOutside(host))) &&
      seen.some(({ host }) => hostKind(host) === 'open');
    if (!worst && !open) return;
    const confidence: Confidence = !worst
      ? 'medium'
      : hostKind(worst.host) === 'inside'
        ? 'low'
        : worst.variable === undefined
          ? 'high'
          : 'medium';
    const { protocol, option, name = '' } = setup;
    this.#report({
      message: setup.problem,
      path: call.path,
      range: setup.range ?? call.calleeRange,
      data: { host: worst ? worst.host : UNSEEN, protocol, option, name },
      confidence,
      ...(setup.password === true && { severity: 'error' as const }),
      ...this.#milder({ path: call.path, range: call.calleeRange }),
      ...insertion(setup, call),
    });
  }

  #address(shown: Shown, { confidence, place, connects }: Finding): void {
    const address = addressOf(shown.text);
    const protocol = address && CLEARTEXT.get(address.scheme);
    if (!address || !protocol || ENCRYPTED_PARTS.test(address.rest)) return;
    // `redis://user:password@host:port` shows how such an address is written.
    if (address.signedIn && /^host(?:name)?$/i.test(address.host)) return;
    if (address.scheme === 'tcp' && !/^(?:1883|616\d\d|4222)$/.test(address.port)) return;
    const kind = hostKind(address.host);
    const rated = rate(kind, address.scheme, confidence, connects);
    if (!rated) return;
    const literal = literalPlace(shown.literal);
    const { path } = placeOf(literal, place.path);
    const used = path !== place.path || literal.start < place.range.start || literal.end > place.range.end;
    this.#report({
      message: kind === 'open' ? 'scheme' : 'address',
      path,
      range: literal,
      data: { scheme: address.scheme, host: address.host, secure: protocol.secure },
      confidence: rated,
      ...(used && {
        related: [{ range: place.range, path: place.path, text: { de: 'hier verwendet', en: 'used here' } }],
      }),
      ...this.#severity(address, protocol.password === true, { path, range: literal }),
      ...replacement(address, literal, this.#project.file(path)),
    });
  }

  #isUpgraded({ path }: Place, { text }: Shown): boolean {
    return /^\s*ldap:/i.test(text) && this.#upgrading.has(path);
  }

  #severity(address: Address, password: boolean, place: Place): { severity?: Severity } {
    const milder = this.#milder(place);
    return milder.severity !== undefined ? milder : password || address.signedIn ? { severity: 'error' } : {};
  }

  /** Files for developers' own machines are copied, so they count, but less. */
  #milder({ path, range }: Place): { severity?: Severity } {
    return this.#project.file(path, range.start).stage === 'local' ? { severity: 'information' } : {};
  }
}
