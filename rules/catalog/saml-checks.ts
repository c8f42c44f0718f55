/** Options of SAML libraries and brokers that take a check of the answer away. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact, ResourceFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { realmOf } from './keycloak-realms.ts';
import { mentionsAccount, NODE_SAML } from './trust-levels.ts';

export type SamlDefect = 'signature' | 'audience' | 'time' | 'replay' | 'readable' | 'key';

export interface FoundSaml {
  readonly defect: SamlDefect;
  readonly range: TextRange;
  readonly name: string;
}

/** Milliseconds by which the clocks of two servers may differ. */
const LONGEST_SKEW = 300_000;

interface SamlOption {
  readonly defect: SamlDefect;
  readonly isBad: (value: Value) => boolean;
  /** The name alone says that it is about SAML. */
  readonly plain?: true;
}

const is =
  (...expected: readonly (string | boolean)[]) =>
  (value: Value): boolean =>
    isAlways(value, ...expected);

const OPTIONS: ReadonlyMap<string, SamlOption> = new Map<string, SamlOption>([
  ['wantAssertionsSigned', { defect: 'signature', isBad: is(false), plain: true }],
  ['ignore_signature', { defect: 'signature', isBad: is(true) }],
  ['audience', { defect: 'audience', isBad: is(false) }],
  [
    'acceptedClockSkewMs',
    {
      defect: 'time',
      isBad: (value) =>
        value.kind === 'known' && typeof value.value === 'number' && (value.value === -1 || value.value > LONGEST_SKEW),
      plain: true,
    },
  ],
  [
    'validateInResponseTo',
    {
      defect: 'replay',
      isBad: (value) =>
        isAlways(value, 'never', false) ||
        (value.kind === 'reference' && value.name.endsWith('ValidateInResponseTo') && value.path.at(-1) === 'never'),
      plain: true,
    },
  ],
  ['allow_unencrypted_assertion', { defect: 'readable', isBad: is(true) }],
]);
/** What stands beside an option of a SAML library. */
const BESIDE =
  /^(?:entryPoint|callbackUrl|idpCert|privateKey|decryptionPvk|racComparison|sso_login_url|sso_logout_url|assert_endpoint|entity_id|certificates|private_key|request_body|sign_get_request)$/;

/** An option of node-saml, passport-saml or saml2-js, wherever the object stands. */
export function samlOption({ names, value, siblings, range }: NamedValueFact): FoundSaml | undefined {
  const name = names.at(-1) ?? '';
  const option = OPTIONS.get(name);
  if (!option?.isBad(value)) return undefined;
  if (option.plain !== true && !siblings.some((each) => BESIDE.test(each))) return undefined;
  return { defect: option.defect, range: value.range ?? range, name };
}

/** A connection to the account of citizens or companies that could not read what is encrypted for it. */
export function lacksDecryption(call: CallFact): TextRange | undefined {
  const [options] = call.arguments;
  if (!NODE_SAML.test(call.callee) || options?.kind !== 'record' || options.open) return undefined;
  const certificate = options.entries.get('idpCert') ?? options.entries.get('cert');
  if (!options.entries.has('entryPoint') || !certificate || options.entries.has('decryptionPvk')) return undefined;
  return mentionsAccount(options) ? call.calleeRange : undefined;
}

/** Brokers of a realm: what Keycloak does not check in the answer of another provider. */
export function samlOfBroker(resource: ResourceFact): readonly FoundSaml[] {
  const realm = realmOf(resource);
  const providers = realm ? entryOf(realm, 'identityProviders') : undefined;
  if (providers?.kind !== 'list') return [];
  return providers.items.flatMap((provider): FoundSaml[] => {
    const config = entryOf(provider, 'config');
    const isSaml = isAlways(entryOf(provider, 'providerId'), 'saml');
    const isOidc = isAlways(entryOf(provider, 'providerId'), 'oidc', 'keycloak-oidc');
    if (isAlways(entryOf(provider, 'enabled'), false) || config.kind !== 'record' || !(isSaml || isOidc)) return [];
    const off = (name: string, defect: SamlDefect): FoundSaml[] => {
      const value = entryOf(config, name);
      return value.range && isAlways(value, 'false', false) ? [{ defect, range: value.range, name }] : [];
    };
    return [
      ...off('validateSignature', 'signature'),
      ...(isSaml ? off('wantAssertionsSigned', 'signature') : []).filter(
        // A signature around the whole answer covers the assertion, too.
        () => !isAlways(entryOf(config, 'validateSignature'), 'true', true),
      ),
      ...(isSaml && mentionsAccount(provider) ? off('wantAssertionsEncrypted', 'readable') : []),
    ];
  });
}
