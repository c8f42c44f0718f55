/** Reports the secrets that calls are given: under a name, for a sign-in, in the environment of a program. */
import { knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { FileView, Report } from '../../server/model/rule.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { environmentsGiven } from './secret-arguments.ts';
import { AUTHORIZATION, secretStrength } from './secret-names.ts';
import { BY_NAME, READER, SIGN_IN, TRANSLATING, USER_AND_PASSWORD } from './secret-reading.ts';
import { reportHeader, reportLiterals, type Candidate, type SecretMessage } from './secret-reporting.ts';

/** A reader of secrets of the project with a substitute behind the name: `secret('db', 'Ringtausch-1874')`. */
export function reportSubstitute(fact: CallFact, report: Report<SecretMessage>, file: FileView): void {
  const [first, second] = fact.arguments;
  const name = fact.spelled.split('.').at(-1) ?? '';
  if (!second || first?.kind !== 'known' || typeof first.value !== 'string' || !/^[\w.:/-]{1,60}$/.test(first.value))
    return;
  if (secretStrength(name) !== 'strong' && !READER.test(name)) return;
  reportLiterals(
    second,
    { name, names: [], strength: 'strong', connected: false, message: 'substitute' },
    report,
    file,
    fact.range,
  );
}

/** `spawn('pg_dump', [], { env: { PGPASSWORD: '…' } })`, however the record came together. */
export function reportEnvironment(fact: CallFact, report: Report<SecretMessage>, file: FileView): void {
  for (const environment of environmentsGiven(fact)) {
    const pairs =
      environment.kind === 'record'
        ? [...environment.entries]
        : environment.kind === 'list'
          ? environment.items.flatMap(pairOf)
          : [];
    for (const [name, value] of pairs) {
      const strength = secretStrength(name);
      if (!strength) continue;
      const candidate: Candidate = { name, names: [name], strength, connected: true, message: 'literal', isRun: true };
      reportLiterals(value, candidate, report, file, fact.range);
    }
  }
}

/** `POSTGRES_PASSWORD=…` */
function pairOf(value: Value): [name: string, value: Value][] {
  if (value.kind !== 'known' || typeof value.value !== 'string') return [];
  const at = value.value.indexOf('=');
  return at > 0 ? [[value.value.slice(0, at), { ...value, value: value.value.slice(at + 1) }]] : [];
}

/** `client.login('portal', '…')`; `Buffer.from('portal:…')` and `btoa('portal:…')`, as headers of Basic are put together. */
export function reportSignIn(fact: CallFact, report: Report<SecretMessage>, file: FileView): void {
  const candidate: Candidate = {
    name: fact.spelled,
    names: [],
    strength: 'strong',
    connected: false,
    message: 'argument',
  };
  const [first, second] = fact.arguments;
  if (second && first?.kind === 'known' && SIGN_IN.test(fact.spelled))
    reportLiterals(second, candidate, report, file, fact.range);
  if (!/(?:^|#|\.)(?:btoa|Buffer\.from)$/.test(fact.callee)) return;
  for (const literal of knownTexts(first ?? ABSENT)) {
    const password = USER_AND_PASSWORD.exec(literal.value)?.[1];
    if (password !== undefined) reportLiterals({ ...literal, value: password }, candidate, report, file, fact.range);
  }
}

/** A name that promises a secret and the secret behind it: `headers.set('X-Api-Key', '…')`. */
export function reportPair(fact: CallFact, report: Report<SecretMessage>, file: FileView): void {
  const [first, second] = fact.arguments;
  if (
    !second ||
    first?.kind !== 'known' ||
    typeof first.value !== 'string' ||
    first.value.length > 80 ||
    /\s/.test(first.value)
  )
    return;
  const method = fact.spelled.split('.').at(-1) ?? '';
  if (!BY_NAME.test(method) || TRANSLATING.test(method)) return;
  const name = first.value.split(/[.:/]/).at(-1) ?? '';
  const candidate: Candidate = { name, names: [name], strength: 'strong', connected: false, message: 'literal' };
  if (AUTHORIZATION.test(name)) reportHeader(second, candidate, report, file, fact.range);
  else if (secretStrength(name) === 'strong') reportLiterals(second, candidate, report, file, fact.range);
}
