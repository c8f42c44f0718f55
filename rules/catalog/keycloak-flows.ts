/** How Keycloak walks through an authentication flow, and whether a second factor stands on every way through it. */
import { entryOf } from '../../server/model/ask.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { ListValue, RecordValue, Value } from '../../server/model/value.ts';

/** Executions that ask for a second factor, or are two factors alone. */
const FACTORS: ReadonlySet<string> = new Set([
  'auth-otp-form',
  'webauthn-authenticator',
  'webauthn-authenticator-passwordless',
  'auth-recovery-authn-code-form',
  'auth-x509-client-username-form',
  'basic-auth-otp',
  'direct-grant-validate-otp',
]);
/** Factors that may replace the password; beside a password form they weaken nothing. */
const ALONE: ReadonlySet<string> = new Set([
  'webauthn-authenticator-passwordless',
  'auth-x509-client-username-form',
  'basic-auth-otp',
]);
/** Executions that identify a person by one factor. */
const SINGLE: ReadonlySet<string> = new Set([
  'auth-username-password-form',
  'auth-username-form',
  'auth-password-form',
  'basic-auth',
  'http-basic-authenticator',
  'direct-grant-validate-username',
  'direct-grant-validate-password',
]);
/** Executions that identify nobody by themselves: an old session, another identity provider, the workstation. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'auth-cookie',
  'auth-spnego',
  'identity-provider-redirector',
  'no-cookie-redirect',
  'organization',
  'user-session-limits',
  'allow-access-authenticator',
  'deny-access-authenticator',
]);

type Requirement = 'REQUIRED' | 'ALTERNATIVE' | 'CONDITIONAL' | 'OPTIONAL' | 'DISABLED';

interface Execution {
  readonly authenticator: string;
  readonly flowAlias: string;
  readonly requirement: Requirement | '';
  /** Where the requirement is written. */
  readonly place: TextRange;
}

/** Why a flow lets somebody through with one factor, and the place to change. */
export interface Weakness {
  readonly reason: 'conditional' | 'disabled' | 'alternative';
  /** The factor or sub-flow as it is called in the realm. */
  readonly name: string;
  readonly place: TextRange;
  /** The requirement that is written there now. */
  readonly written: string;
}

/** `elsewhere`: nobody signs in here with a password, the flow only hands over to another provider. */
export type Forced = 'yes' | 'no' | 'unknown' | 'elsewhere';

export class RealmFlows {
  readonly #flows = new Map<
    string,
    { readonly alias: string; readonly executions: readonly Execution[] | undefined; readonly range: TextRange }
  >();

  constructor(realm: RecordValue) {
    const flows = realm.entries.get('authenticationFlows');
    if (flows?.kind !== 'list') return;
    for (const item of flows.items) {
      const alias = textOf(entryOf(item, 'alias'));
      const list = entryOf(item, 'authenticationExecutions');
      const flow = {
        alias,
        executions: list.kind === 'list' ? executionsOf(list) : undefined,
        range: entryOf(item, 'alias').range ?? item.range ?? { start: 0, end: 0 },
      };
      if (alias !== '') this.#flows.set(alias, flow);
      const id = textOf(entryOf(item, 'id'));
      if (id !== '') this.#flows.set(id, flow);
    }
  }

  /** Alias of a flow given by alias or id; undefined where it is not in the file. */
  aliasOf(name: string): { readonly alias: string; readonly range: TextRange } | undefined {
    return this.#flows.get(name);
  }

  /** Whether everybody who passes the flow has shown a second factor; the weaknesses come the most telling first. */
  judge(name: string): { readonly forced: Forced; readonly weaknesses: readonly Weakness[] } {
    const weaknesses: Weakness[] = [];
    const forced = this.#flow(name, weaknesses, new Set());
    const order = ['conditional', 'alternative', 'disabled'];
    return {
      forced,
      weaknesses: weaknesses.sort(
        (a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || a.place.start - b.place.start,
      ),
    };
  }

  #flow(name: string, weaknesses: Weakness[], seen: ReadonlySet<string>): Forced {
    const executions = this.#flows.get(name)?.executions;
    if (!executions || seen.has(name) || executions.some(({ requirement }) => requirement === '')) return 'unknown';
    const below = new Set([...seen, name]);
    for (const each of executions)
      if (each.requirement === 'DISABLED' && FACTORS.has(each.authenticator))
        weaknesses.push(weakness('disabled', each));
    // Conditions count only in a conditional flow, where the caller has looked at them already.
    const enabled = executions.filter(
      ({ requirement, authenticator }) => requirement !== 'DISABLED' && !isCondition(authenticator),
    );
    const binding = enabled.filter(({ requirement }) => requirement !== 'ALTERNATIVE');
    const alternatives = enabled.filter(({ requirement }) => requirement === 'ALTERNATIVE');
    if (binding.length === 0) return this.#alternatives(alternatives, weaknesses, below);
    const answers = binding.map((each) => this.#execution(each, weaknesses, below));
    if (answers.includes('yes')) return 'yes';
    // Beside required executions Keycloak passes over the alternative ones.
    for (const each of alternatives)
      if (FACTORS.has(each.authenticator)) weaknesses.push(weakness('alternative', each));
    return answers.includes('unknown') ? 'unknown' : answers.includes('no') ? 'no' : 'elsewhere';
  }

  #alternatives(executions: readonly Execution[], weaknesses: Weakness[], seen: ReadonlySet<string>): Forced {
    const answers = executions.map((each) => this.#execution(each, weaknesses, seen));
    const ways = answers.filter((answer) => answer !== 'elsewhere');
    if (ways.length === 0) return 'elsewhere';
    if (executions.some(({ authenticator }) => SINGLE.has(authenticator))) {
      for (const each of executions)
        if (FACTORS.has(each.authenticator) && !ALONE.has(each.authenticator))
          weaknesses.push(weakness('alternative', each));
    }
    return ways.includes('no') ? 'no' : ways.includes('unknown') ? 'unknown' : 'yes';
  }

  #execution(execution: Execution, weaknesses: Weakness[], seen: ReadonlySet<string>): Forced {
    const { authenticator, flowAlias, requirement } = execution;
    if (flowAlias !== '')
      return requirement === 'CONDITIONAL'
        ? this.#conditional(execution, weaknesses, seen)
        : this.#flow(flowAlias, weaknesses, seen);
    if (FACTORS.has(authenticator)) {
      // The old spelling of "only who has set one up".
      if (requirement !== 'OPTIONAL') return 'yes';
      weaknesses.push(weakness('conditional', execution));
      return 'no';
    }
    if (SINGLE.has(authenticator)) return 'no';
    return ELSEWHERE.has(authenticator) ? 'elsewhere' : 'unknown';
  }

  #conditional(execution: Execution, weaknesses: Weakness[], seen: ReadonlySet<string>): Forced {
    const { flowAlias } = execution;
    const executions = this.#flows.get(flowAlias)?.executions;
    if (!executions) return 'unknown';
    const inside: Weakness[] = [];
    const forced = this.#flow(flowAlias, inside, seen);
    const conditions = executions
      .filter(({ authenticator, requirement }) => isCondition(authenticator) && requirement !== 'DISABLED')
      .map(({ authenticator }) => authenticator);
    if (forced !== 'yes') {
      weaknesses.push(...inside);
      return forced === 'elsewhere' ? 'elsewhere' : forced;
    }
    if (conditions.includes('conditional-user-configured') || conditions.length === 0) {
      weaknesses.push(weakness('conditional', execution));
      return 'no';
    }
    // A level asks for the factor when the application does; roles and attributes decide for each person.
    return conditions.every(
      (condition) => condition === 'conditional-level-of-authentication' || condition === 'conditional-credential',
    )
      ? 'yes'
      : 'unknown';
  }
}

function weakness(reason: Weakness['reason'], { authenticator, flowAlias, place, requirement }: Execution): Weakness {
  return { reason, name: authenticator === '' ? flowAlias : authenticator, place, written: requirement };
}

function isCondition(authenticator: string): boolean {
  return authenticator.startsWith('conditional-');
}

function executionsOf(list: ListValue): Execution[] | undefined {
  if (list.open) return undefined;
  return list.items.map((item) => {
    const requirement = entryOf(item, 'requirement');
    const written = textOf(requirement);
    return {
      authenticator: textOf(entryOf(item, 'authenticator')),
      flowAlias: textOf(entryOf(item, 'flowAlias')),
      requirement: /^(?:REQUIRED|ALTERNATIVE|CONDITIONAL|OPTIONAL|DISABLED)$/.test(written)
        ? (written as Requirement)
        : '',
      place: requirement.range ?? item.range ?? list.range,
    };
  });
}

/** The known text of a value, else ''. */
export function textOf(value: Value): string {
  return value.kind === 'known' && typeof value.value === 'string' ? value.value : '';
}
