/** Connections by SAML to the accounts of citizens and companies, whichever library or broker makes them. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact, ResourceFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { mentionsAccount, namesAccount, NODE_SAML } from './trust-levels.ts';

export interface Connection {
  readonly path: string;
  /** Where a request for a level would be added. */
  readonly place: TextRange;
  /** The requested classes: a list, a text, or absent. */
  readonly levels: Value;
  readonly comparison: Value;
  readonly disabled: Value;
  /** There may be options that cannot be seen. */
  readonly open: boolean;
  /** The options are known as a whole. */
  readonly certain: boolean;
  /** Written in a script in node-saml's words, so that an option can be added. */
  readonly script: boolean;
}

/** All connections of a file that certainly lead to such an account; others ask for what their provider likes. */
export function connectionsIn(file: FactsView): readonly Connection[] {
  const calls = file.facts('call');
  const values = file.facts('named-value');
  const found = calls.flatMap((call) => ofCall(call, calls, values) ?? []);
  const options =
    found.length > 0
      ? []
      : values
          .filter(({ names, form }) => names.at(-1) === 'entryPoint' && form === 'property')
          .flatMap((value) => ofOptions(value, values, calls) ?? []);
  return [
    ...found.filter((connection) => connection !== 'elsewhere'),
    ...options,
    ...file.facts('resource').flatMap(ofBroker),
  ];
}

function ofCall(
  call: CallFact,
  calls: readonly CallFact[],
  values: readonly NamedValueFact[],
): Connection | 'elsewhere' | undefined {
  const base = { path: call.path, place: call.calleeRange, certain: true, script: false, disabled: ABSENT };
  const [options] = call.arguments;
  if (NODE_SAML.test(call.callee)) {
    if (options?.kind !== 'record') return undefined;
    if (!options.entries.has('entryPoint')) return undefined;
    if (!leadsToAccount(call, calls, values)) return 'elsewhere';
    return {
      ...base,
      script: true,
      open: options.open,
      levels: entryOf({ ...options, open: false }, 'authnContext'),
      comparison: entryOf({ ...options, open: false }, 'racComparison'),
      disabled: entryOf({ ...options, open: false }, 'disableRequestedAuthnContext'),
    };
  }
  if (/^samlify#(?:ServiceProvider|default\.ServiceProvider)$/.test(call.callee)) {
    if (options?.kind !== 'record' || !leadsToAccount(call, calls, values, /^samlify#(?:default\.)?IdentityProvider$/))
      return undefined;
    const template = entryOf(options, 'loginRequestTemplate', 'context');
    const text = template.kind === 'known' ? String(template.value) : '';
    if (template.kind !== 'absent' && text === '') return undefined;
    const classes = [...text.matchAll(/AuthnContextClassRef>\s*([^<\s]{1,200})/g)].map(([, level = '']) => level);
    const range = template.range ?? call.calleeRange;
    const request = text.slice(Math.max(0, text.indexOf('RequestedAuthnContext'))).split('>', 1)[0] ?? '';
    const [, kind = ''] = /\bComparison="(\w{1,20})"/.exec(request) ?? [];
    return {
      ...base,
      open: options.open,
      levels:
        classes.length === 0
          ? ABSENT
          : { kind: 'list', items: classes.map((value) => ({ kind: 'known', value, range })), open: false, range },
      comparison: kind === '' ? ABSENT : { kind: 'known', value: kind, range },
    };
  }
  if (/^saml2-js#(?:default\.)?ServiceProvider\(\)\.create_login_request_url$/.test(call.callee)) {
    if (![...call.arguments, call.receiver].some((value) => mentionsAccount(value))) return undefined;
    const own = call.receiver.kind === 'call' ? (call.receiver.arguments[0] ?? ABSENT) : ABSENT;
    const context =
      [entryOf(call.arguments[1] ?? ABSENT, 'auth_context'), entryOf(own, 'auth_context')].find(
        (value) => value.kind !== 'absent',
      ) ?? ABSENT;
    return {
      ...base,
      open: context.kind !== 'absent' && context.kind !== 'record',
      levels: entryOf(context, 'class_refs'),
      comparison: entryOf(context, 'comparison'),
    };
  }
  return undefined;
}

/** Options, the name of the strategy, of the variable, the function or the file say where a connection leads. */
function leadsToAccount(
  call: CallFact,
  calls: readonly CallFact[],
  values: readonly NamedValueFact[],
  other?: RegExp,
): boolean {
  if (
    call.arguments.some((value) => mentionsAccount(value)) ||
    namesAccount(call.functionName) ||
    namesAccount(fileName(call.path))
  )
    return true;
  const near = calls.filter((each) => each.path === call.path);
  if (
    near.some((each) => (other?.test(each.callee) ?? false) && each.arguments.some((value) => mentionsAccount(value)))
  )
    return true;
  // `class … extends PassportStrategy(Strategy, 'bundid')`
  if (
    near.some(
      (each) =>
        each.callee === '@nestjs/passport#PassportStrategy' &&
        each.arguments[1]?.kind === 'known' &&
        namesAccount(String(each.arguments[1].value)),
    )
  )
    return true;
  // `passport.use('bundid', new Strategy(…))` and `const bundid = new SAML(…)`
  if (
    near.some(
      (each) =>
        each !== call &&
        contains(each.range, call.range) &&
        each.arguments[0]?.kind === 'known' &&
        namesAccount(String(each.arguments[0].value)),
    )
  )
    return true;
  return values.some(
    (value) => value.path === call.path && contains(value.range, call.range) && value.names.some(namesAccount),
  );
}

function fileName(path: string): string {
  return path.split('/').at(-1) ?? '';
}

/** node-saml's options as they stand in an object that no known call takes: NestJS hands them to `super`. */
function ofOptions(
  entry: NamedValueFact,
  values: readonly NamedValueFact[],
  calls: readonly CallFact[],
): Connection | undefined {
  const { siblings, path } = entry;
  if (
    !siblings.some((name) => /^(?:issuer|callbackUrl|cert|idpCert|authnContext|racComparison|privateKey)$/.test(name))
  )
    return undefined;
  const prefix = entry.names.slice(0, -1);
  const near = values.filter(
    (value) => value.path === path && prefix.every((name, index) => value.names[index] === name),
  );
  const own = near.filter(
    (value) => value.names.length === prefix.length + 1 && value.siblings.join() === siblings.join(),
  );
  const strategies = calls.filter((call) => call.path === path && /#?PassportStrategy$/.test(call.callee));
  const account =
    own.some(({ value }) => mentionsAccount(value)) ||
    prefix.some(namesAccount) ||
    namesAccount(fileName(path)) ||
    strategies.some((call) => call.arguments.some((value) => mentionsAccount(value)));
  if (!account) return undefined;
  const of = (name: string): Value =>
    own.find((value) => value.names.at(-1) === name)?.value ??
    (siblings.includes(name) ? { kind: 'unknown', range: entry.range } : ABSENT);
  const items = near
    .filter((value) => value.names.at(-2) === 'authnContext' && value.names.length === prefix.length + 2)
    .map(({ value }) => value);
  const [first] = items;
  const last = items.at(-1);
  const range = { start: first?.range?.start ?? entry.range.start, end: last?.range?.end ?? entry.range.end };
  return {
    path,
    place: entry.nameRange,
    open: false,
    certain: false,
    script: false,
    disabled: of('disableRequestedAuthnContext'),
    comparison: of('racComparison'),
    levels: first ? { kind: 'list', items, open: false, range } : of('authnContext'),
  };
}

/** Keycloak as a broker: the SAML providers of a realm. */
function ofBroker({ type, path, value }: ResourceFact): Connection[] {
  const realm =
    type === 'keycloak:realm' ? value : type === 'k8s:KeycloakRealmImport' ? entryOf(value, 'spec', 'realm') : ABSENT;
  const providers = entryOf(realm, 'identityProviders');
  if (providers.kind !== 'list') return [];
  return providers.items.flatMap((provider): Connection[] => {
    const config = entryOf(provider, 'config');
    const id = entryOf(provider, 'providerId');
    if (
      config.kind !== 'record' ||
      id.kind !== 'known' ||
      !/saml/i.test(String(id.value)) ||
      !mentionsAccount(provider) ||
      isOnThisMachine(entryOf(config, 'singleSignOnServiceUrl'))
    )
      return [];
    const alias = entryOf(provider, 'alias');
    const levels = entryOf({ ...config, open: false }, 'authnContextClassRefs');
    const empty = levels.kind === 'known' && ['', '[]'].includes(String(levels.value).replace(/\s/g, ''));
    return [
      {
        path,
        place: alias.range ?? config.range,
        open: config.open,
        certain: true,
        script: false,
        disabled: ABSENT,
        levels: empty ? ABSENT : levels,
        comparison: entryOf({ ...config, open: false }, 'authnContextComparisonType'),
      },
    ];
  });
}

/** A stand-in that developers run for themselves. */
function isOnThisMachine(address: Value): boolean {
  return address.kind === 'known' && /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(String(address.value));
}
