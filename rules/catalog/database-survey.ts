/** Looks for connections to databases without TLS in everything a project says. */
import { isAlways, literalPlace } from '../../server/model/ask.ts';
import type { CallFact, ComparisonFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { Confidence, Fix, Severity } from '../../server/model/finding.ts';
import type { Problem, ProjectView } from '../../server/model/rule.ts';
import { contains, placeOf, type Place, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { accessProblem, cleartextAccess } from './database-access.ts';
import { databaseAddress, oracleAddress, type Verdict } from './database-addresses.ts';
import { databaseCommands } from './database-commands.ts';
import type { Connection } from './database-connection.ts';
import { TCPS } from './database-drivers.ts';
import { identityFix, partFix } from './database-fixes.ts';
import { comparisons, connections, namedValues, settings, SWITCH } from './database-gathering.ts';
import {
  hasDialect,
  hostsBeside,
  ratedHost,
  type Host,
  lower,
  hostWithoutSwitch,
  placeKey,
  withoutIdentity,
} from './database-reading.ts';
import { acceptsCleartext, namesDatabase, isOfDatabase, switchedOff, WITHOUT_DATABASES } from './database-settings.ts';
import { deployedValues, withDeployed, type DeployedValues } from './deployed-values.ts';
import { addressOf, hostKind, isFromOutside, splitPort, textsOf, UNSEEN, type Shown } from './hosts.ts';
import { isSetOtherwise } from './switches.ts';

export type DatabaseMessage =
  'missing' | 'off' | 'byDefault' | 'optional' | 'unverified' | 'ineffective' | 'setting' | 'accepts';
type ProjectReport = (problem: Problem<DatabaseMessage> & { readonly path: string }) => void;

export class DatabaseSurvey {
  readonly #project: ProjectView;
  readonly #report: ProjectReport;
  readonly #deployed: DeployedValues;
  /** Switches that a comparison turns on, by file. */
  readonly #comparisons: ReadonlyMap<string, readonly ComparisonFact[]>;
  /** Literals and switches that a call has decided about. */
  readonly #judged = new Set<string>();

  constructor(project: ProjectView, report: ProjectReport) {
    this.#project = project;
    this.#report = report;
    this.#deployed = deployedValues(project);
    this.#comparisons = new Map(project.gather(comparisons));
  }

  run(): void {
    for (const { call, connection } of this.#project.gather(connections)) this.#connection(call, connection);
    for (const { fact, all } of this.#project.gather(namedValues)) this.#namedValue(fact, all);
    for (const { fact, all } of this.#project.gather(settings)) this.#setting(fact, all);
    for (const { fact, shown, read } of this.#project.gather(databaseCommands))
      this.#address(shown, read.verdict, read.host, read.option, read.part, fact);
    for (const access of this.#project.gather(cleartextAccess)) this.#report(accessProblem(access, this.#project));
  }

  #connection(call: CallFact, { driver, host, address, tls, ineffective, closed }: Connection): void {
    const addresses = textsOf(withDeployed(address, this.#deployed));
    for (const { literal } of addresses) this.#judged.add(placeKey(literal, call.path));
    if (tls.kind !== 'absent') this.#judged.add(placeKey(tls, call.path));
    const verdicts = addresses
      .map((shown) => ({ shown, read: (driver.name === 'oracledb' ? oracleAddress : databaseAddress)(shown.text) }))
      .filter(({ read }) => read !== undefined);
    const isBad = isAlways(tls, false, null, ...(driver.off ?? []), ...(driver.unverified ?? []));
    const isSwitched = tls.kind !== 'absent' && !isBad;
    for (const { shown, read } of verdicts) {
      // The options of MongoDB hold against its address.
      const isOverridden = isBad && read?.verdict === 'encrypted' && driver.name === 'mongodb';
      if (!read || (read.verdict === 'encrypted' && !isOverridden)) continue;
      if (read.verdict === 'missing' && (isSwitched || !closed)) continue;
      const isSwitch = isBad && (isOverridden || read.verdict === 'missing');
      const host = isSwitch ? ratedHost(read.host, shown.variable !== undefined) : undefined;
      if (host) {
        this.#switch(call, host, driver, tls, ineffective, closed);
        continue;
      }
      this.#address(
        shown,
        read.verdict,
        read.host,
        read.verdict === 'missing' ? driver.option : read.option,
        read.part,
        call,
      );
    }
    if (addresses.length > 0 || (address.kind !== 'absent' && host.kind === 'absent')) return;
    const found = this.#host(host);
    if (!found) return;
    this.#switch(call, found, driver, tls, ineffective, closed);
  }

  #switch(
    call: CallFact,
    host: Host,
    driver: Connection['driver'],
    tls: Value,
    ineffective: Value | undefined,
    closed: boolean,
  ): void {
    const name = driver.switches[0]?.at(-1) ?? 'ssl';
    const data = { host: host.name, option: driver.option };
    const problem = (
      message: DatabaseMessage,
      range: TextRange,
      shown: string,
      confidence = host.confidence,
      more: { fix?: Fix } = {},
    ): void => {
      this.#report({
        ...more,
        message,
        path: call.path,
        range,
        data: { ...data, name: shown },
        confidence,
        ...this.#severity(call, message),
      });
    };
    if (tls.kind === 'absent') {
      if (ineffective?.range) problem('ineffective', ineffective.range, 'ssl: true');
      else if (driver.safe === undefined && closed) problem('missing', call.calleeRange, name);
      return;
    }
    if (isAlways(tls, false, null, ...(driver.off ?? [])))
      problem('off', tls.range, `${name}: ${tls.kind === 'known' ? String(tls.value) : 'false'}`);
    else if (driver.unverified && isAlways(tls, ...driver.unverified))
      problem('unverified', tls.range, `${name}: '${tls.kind === 'known' ? String(tls.value) : ''}'`);
    else if (withoutIdentity(driver, tls))
      problem(
        'unverified',
        tls.range,
        `${name}: {…}`,
        lower(host.confidence, 'medium'),
        identityFix(driver.identity, tls, call.path),
      );
    else if (driver.booleanOnly && tls.kind === 'record') problem('ineffective', tls.range, `${name}: {…}`);
    else if (this.#isOffByDefault(tls, call.path)) problem('byDefault', tls.range, name, 'medium');
  }

  /** Options that are kept somewhere else than in the call, and connection strings under a name. */
  #namedValue(fact: NamedValueFact, all: readonly NamedValueFact[]): void {
    if (fact.form === 'attribute') return;
    for (const shown of textsOf(withDeployed(fact.value, this.#deployed))) {
      if (shown.literal.origin || this.#judged.has(placeKey(shown.literal, fact.path))) continue;
      const read = databaseAddress(shown.text);
      if (!read || read.verdict === 'encrypted' || read.verdict === 'unverified') continue;
      this.#address(shown, read.verdict, read.host, read.option, read.part, fact, 'medium');
    }
    const name = fact.names.at(-1) ?? '';
    if (name === 'PGSSLMODE' && isAlways(fact.value, 'disable', 'allow') && fact.value.kind === 'known') {
      const data = { name: `${name}: ${String(fact.value.value)}` };
      this.#report({ message: 'setting', path: fact.path, range: fact.value.range, data });
    }
    if (fact.form === 'variable' || !SWITCH.test(name) || this.#judged.has(placeKey(fact.value, fact.path))) return;
    const isOff = isAlways(fact.value, false);
    if (!isOff && !this.#isOffByDefault(fact.value, fact.path)) return;
    const beside = all.find(
      ({ names }) =>
        names.length === fact.names.length &&
        /^(?:host|server|hostname)$/.test(names.at(-1) ?? '') &&
        names.slice(0, -1).join('.') === fact.names.slice(0, -1).join('.'),
    );
    // A switch of something else than a database has other neighbours.
    if (
      !beside ||
      !(
        namesDatabase(fact.names) ||
        fact.siblings.some((sibling) => /^(?:database|dialect|db|keyPrefix)$/.test(sibling))
      )
    )
      return;
    const host = this.#host(beside.value);
    if (!host || !fact.value.range) return;
    this.#report({
      message: isOff ? 'off' : 'byDefault',
      path: fact.path,
      range: fact.value.range,
      data: { name: isOff ? `${name}: false` : name, host: host.name, option: `${name}: true` },
      confidence: host.confidence === 'high' && isOff ? 'high' : host.confidence === 'low' ? 'low' : 'medium',
      ...this.#severity(fact, 'off'),
    });
  }

  #setting(fact: SettingFact, all: readonly SettingFact[]): void {
    if (WITHOUT_DATABASES.has(fact.document)) return;
    for (const shown of textsOf(withDeployed(fact.value, this.#deployed))) {
      const read = databaseAddress(shown.text);
      if (!read || read.verdict === 'encrypted') continue;
      const isOpen = read.verdict === 'missing' || read.verdict === 'unverified';
      this.#address(shown, read.verdict, read.host, read.option, read.part, fact, isOpen ? 'medium' : 'high');
    }
    if (fact.value.kind !== 'known') return;
    if (acceptsCleartext(fact.key, fact.value.value)) {
      this.#report({
        message: 'setting',
        path: fact.path,
        range: fact.value.range,
        data: { name: `${fact.key.at(-1) ?? ''}: ${String(fact.value.value)}` },
        confidence: 'high',
        ...this.#severity(fact, 'setting'),
      });
      return;
    }
    const off = switchedOff(fact.key, fact.value.value);
    if (!off) {
      this.#dialect(fact, all);
      return;
    }
    const hosts = hostsBeside(fact, all).flatMap(({ value }) => textsOf(withDeployed(value, this.#deployed)));
    if (!namesDatabase(fact.key) && !isOfDatabase(fact) && !(hosts.length > 0 && hasDialect(fact, all))) return;
    const kinds = hosts.map(({ text }) => hostKind(addressOf(text)?.host ?? splitPort(text).host));
    if (kinds.length > 0 && !kinds.some((kind) => kind === 'other' || kind === 'open')) return;
    this.#report({
      message: 'setting',
      path: fact.path,
      range: fact.value.value === '' ? fact.keyRange : fact.value.range,
      data: { name: `${fact.key.at(-1) ?? ''}: ${String(fact.value.value)}` },
      confidence: kinds.includes('other') ? 'high' : 'medium',
      ...this.#severity(fact, 'setting'),
    });
  }

  /** `{ "dialect": "postgres", "host": … }` without a switch, as Sequelize and TypeORM read it from JSON. */
  #dialect(fact: SettingFact, all: readonly SettingFact[]): void {
    const hostFact = hostWithoutSwitch(fact, all);
    const host = hostFact && this.#host(hostFact.value);
    if (!host || !hostFact.value.range) return;
    this.#report({
      message: 'missing',
      path: fact.path,
      range: hostFact.value.range,
      data: { host: host.name, option: '"ssl"' },
      confidence: host.confidence === 'high' ? 'medium' : 'low',
      ...this.#severity(fact, 'missing'),
    });
  }

  #address(
    shown: Shown,
    verdict: Verdict,
    name: string,
    option: string,
    part: string,
    place: Place,
    most: Confidence = 'high',
  ): void {
    if (verdict === 'encrypted') return;
    const host = ratedHost(name, shown.variable !== undefined);
    if (!host) return;
    // What fills the place in a template may just as well be a neighbour.
    if (hostKind(name) === 'open' && verdict === 'missing' && shown.fromOutside === undefined) return;
    const range = literalPlace(shown.literal);
    const { path } = placeOf(range, place.path);
    this.#report({
      message: verdict,
      path,
      range,
      data: { host: host.name, option, name: part },
      confidence: lower(host.confidence, most),
      // Oracle may encrypt by settings outside of the address.
      ...(option === TCPS ? { severity: 'information' as const } : this.#severity({ path, range }, verdict)),
      ...partFix(part, option, range, this.#project.file(path)),
    });
  }

  /** Undefined where the host is the own machine or a neighbour, or where nothing at all is known of it. */
  #host(value: Value): Host | undefined {
    if (value.kind === 'absent') return undefined;
    const deployed = withDeployed(value, this.#deployed);
    const texts = deployed.kind === 'list' ? deployed.items.flatMap(textsOf) : textsOf(deployed);
    if (texts.length === 0) return isFromOutside(deployed) ? { name: UNSEEN, confidence: 'medium' } : undefined;
    const rated = texts.map(({ text, variable }) =>
      ratedHost(addressOf(text)?.host ?? splitPort(text).host, variable !== undefined),
    );
    return (
      rated.find((each) => each?.confidence === 'high') ??
      rated.find((each) => each?.confidence === 'medium') ??
      rated.find((each) => each !== undefined)
    );
  }

  /** `process.env.DB_TLS === 'on'`: off as long as the variable is not set. */
  #isOffByDefault(value: Value, path: string): boolean {
    if (value.kind === 'environment')
      return isAlways(value.fallback, false, 'false', '0', 'off') && !isSetOtherwise(value);
    const range = value.origin?.range ?? (value.kind === 'absent' ? undefined : value.range);
    if (!range || (value.kind !== 'unknown' && value.kind !== 'either')) return false;
    if (value.kind === 'either' && !value.options.some((option) => isAlways(option, false) || option.kind === 'absent'))
      return false;
    const file = value.origin?.path ?? path;
    return this.#comparisons.get(file)?.some((comparison) => contains(range, comparison.range)) === true;
  }

  #severity({ path, range }: Place, message: DatabaseMessage): { severity?: Severity } {
    if (this.#project.file(path, range.start).stage === 'local') return { severity: 'information' };
    return message === 'missing' || message === 'unverified' ? { severity: 'warning' } : {};
  }
}
