import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { Vertrauensniveau } from '../../server/model/configuration.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { Fix } from '../../server/model/finding.ts';
import {
  rule,
  type FactsView,
  type FileView,
  type Problem,
  type ProjectView,
  type Report,
} from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { connectionsIn, type Connection } from '../catalog/saml-connections.ts';
import {
  isPasswordClass,
  isUnknownStorkLevel,
  LEVEL_NAMES,
  levelsInAddress,
  lowestRank,
  mentionsAccount,
  namesAccount,
  namesCompanyProvider,
  namesLevelVariable,
  OIDC_REQUESTS,
  OTHER_WAYS,
  rankOf,
  RANKS,
} from '../catalog/trust-levels.ts';

type Message = 'missing' | 'missingOidc' | 'disabled' | 'password' | 'comparison' | 'low' | 'unknown';

const SHOWN: Readonly<Record<Vertrauensniveau, { readonly de: string; readonly stork: string }>> = {
  normal: { de: 'normal', stork: 'STORK-QAA-Level-1' },
  substanziell: { de: 'substanziell', stork: 'STORK-QAA-Level-3' },
  hoch: { de: 'hoch', stork: 'STORK-QAA-Level-4' },
};
const TEXTS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi']);

export const requireRequestedTrustLevel = rule<Message>({
  id: 'mfa/require-requested-trust-level',
  severity: 'error',
  fix: 'suggestion',
  words: [
    'authnContext',
    'racComparison',
    'RequestedAuthnContext',
    'acr_values',
    'acr-values',
    'acr.value',
    'acrValues',
    'stork-qaa',
    'bundid',
    'bund-id',
    'bund_id',
    'id.bund.de',
    'bayernid',
    'bayern-id',
    'bayern_id',
    'deutschlandid',
    'servicekonto',
    'nutzerkonto',
    'buergerkonto',
    'bürgerkonto',
    'unternehmenskonto',
    'akdb',
    'openid-client',
    'express-openid-connect',
    'oidc-client-ts',
    'class_refs',
    'classRefs',
    /\bacr\b/,
    /(?:authn_context|acr_value|requested_level|stork_level|saml_level|trust_level|vertrauensniveau)/,
  ],
  text: {
    de: {
      title: 'Vertrauensniveau nicht oder zu niedrig angefordert',
      messages: {
        missing:
          'Die Verbindung zum Bürger- oder Unternehmenskonto fordert kein Vertrauensniveau an; es genügt eine Anmeldung mit Kennwort.',
        missingOidc:
          'Diese Anmeldung fordert über `acr_values` kein Vertrauensniveau an; es genügt, was der Anbieter von sich aus verlangt.',
        disabled: '`{name}` lässt die Anforderung des Vertrauensniveaus weg; es genügt eine Anmeldung mit Kennwort.',
        password: '`{asked}` fordert nur eine Anmeldung mit Kennwort an und sagt nichts über das Vertrauensniveau.',
        comparison: 'Mit dem Vergleich `{comparison}` gilt das angeforderte Vertrauensniveau nicht als Mindestniveau.',
        low: 'Angefordert wird `{asked}`, die Anwendung verlangt in `fachlint.json` das Vertrauensniveau {demanded}.',
        unknown:
          '`{asked}` ist kein Vertrauensniveau, das Bürgerkonten kennen; sie lehnen die Anfrage ab oder melden ohne Niveau an.',
      },
      why: 'Das Bürgerkonto meldet genau so stark an, wie die Anwendung es verlangt. Ohne Anforderung genügt ein Kennwort, und wer es kennt, sieht Bescheide und stellt Anträge im Namen einer anderen Person. Ab dem Niveau substanziell sind nach den Richtlinien des BSI zwei Faktoren nötig; Onlinedienste dürfen nur Anmeldungen auf dem geforderten Niveau annehmen.',
      advice: {
        missing:
          "Das Niveau des Dienstes anfordern, zum Beispiel `authnContext: ['{stork}']` mit `racComparison: 'minimum'`, und es in der Antwort prüfen.",
        missingOidc:
          '`acr_values` mit dem Niveau des Dienstes mitgeben und den Claim `acr` in der Antwort prüfen; die Anforderung allein lässt sich in der Adresszeile ändern.',
        disabled:
          "Den Eintrag entfernen und das Niveau anfordern, zum Beispiel `authnContext: ['{stork}']` mit `racComparison: 'minimum'`.",
        password: 'Das Niveau des Dienstes anfordern: STORK-QAA-Level-1 ist normal, -3 substanziell, -4 hoch.',
        comparison: '`minimum` verwenden; sonst werden höhere Niveaus abgewiesen oder niedrigere angenommen.',
        low: 'Das verlangte Niveau anfordern (bei Bürgerkonten `{stork}`) und es in der Antwort prüfen.',
        unknown:
          'Eine der Stufen `STORK-QAA-Level-1` (normal), `STORK-QAA-Level-3` (substanziell) oder `STORK-QAA-Level-4` (hoch) verwenden, genau so geschrieben.',
      },
    },
    en: {
      title: 'Trust level not requested, or too low',
      messages: {
        missing:
          'The connection to the account of citizens or companies requests no trust level; signing in with a password is enough.',
        missingOidc:
          'This sign-in requests no trust level by `acr_values`; whatever the provider asks for of its own accord is enough.',
        disabled: '`{name}` leaves the request for a trust level out; signing in with a password is enough.',
        password: '`{asked}` requests only a sign-in with a password and says nothing about the trust level.',
        comparison: 'With the comparison `{comparison}` the requested trust level is no minimum.',
        low: 'Requested is `{asked}`, while the application demands the trust level {demanded} in `fachlint.json`.',
        unknown:
          '`{asked}` is no trust level that accounts of citizens know; they refuse the request or sign in without a level.',
      },
      why: 'The account of citizens signs in exactly as strongly as the application asks. Without a request a password is enough, and whoever knows it reads official notices and files applications in the name of somebody else. From the level substantial on the guidelines of the BSI require two factors; online services may accept only sign-ins at the required level.',
      advice: {
        missing:
          "Request the level of the service, for example `authnContext: ['{stork}']` with `racComparison: 'minimum'`, and verify it in the answer.",
        missingOidc:
          'Hand over `acr_values` with the level of the service and verify the claim `acr` in the answer; the request alone can be changed in the address bar.',
        disabled:
          "Remove the entry and request the level, for example `authnContext: ['{stork}']` with `racComparison: 'minimum'`.",
        password: 'Request the level of the service: STORK-QAA-Level-1 is normal, -3 substantial, -4 high.',
        comparison: 'Use `minimum`; otherwise higher levels are refused or lower ones accepted.',
        low: 'Request the level demanded (for accounts of citizens `{stork}`) and verify it in the answer.',
        unknown:
          'Use one of the levels `STORK-QAA-Level-1` (normal), `STORK-QAA-Level-3` (substantial) or `STORK-QAA-Level-4` (high), spelled exactly so.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      const names = fact.names.filter((name) => !/^\d+$/.test(name));
      const last = names.at(-1) ?? '';
      const isLevel =
        LEVEL_NAMES.has(last) || (last === 'values' && names.at(-2) === 'acr') || namesLevelVariable(last);
      if (isLevel && fact.form !== 'attribute') judgeLevels(fact.value, report, file);
      else judgeLevels(levelsInAddress(fact.value), report, file);
    },
    call(fact, report, file) {
      const [name, value] = fact.arguments;
      // `parameters.set('acr_values', …)`
      if (name?.kind === 'known' && LEVEL_NAMES.has(String(name.value)) && /\.(?:set|append)$/.test(fact.spelled))
        judgeLevels(value ?? ABSENT, report, file);
      for (const argument of fact.arguments) judgeLevels(levelsInAddress(argument), report, file);
    },
    markup(fact, report, file) {
      const isRequested = fact.element === 'AuthnContextClassRef' && fact.elements.includes('RequestedAuthnContext');
      if (isRequested && fact.attribute === undefined) judgeLevels(fact.value, report, file);
    },
    setting(fact, report, file) {
      if (TEXTS.has(fact.document)) return;
      const last = fact.key.filter((key) => !/^\d+$/.test(key)).at(-1) ?? '';
      if (LEVEL_NAMES.has(last) || namesLevelVariable(last)) judgeLevels(fact.value, report, file);
      else judgeLevels(levelsInAddress(fact.value), report, file);
    },
  },
  project(project, report) {
    for (const { path, calleeRange } of project.gather(requestsWithoutLevel))
      report({ message: 'missingOidc', path, range: calleeRange, severity: 'warning', confidence: 'medium' });
    for (const connection of project.gather(connectionsIn))
      judgeConnection(connection, project, (problem) => {
        report({ ...problem, path: connection.path });
      });
  },
});

/** What is requested against what the configuration demands. */
function judgeLevels(value: Value, report: Report<Message>, { configuration }: FileView): void {
  const demanded = configuration.vertrauensniveau;
  for (const text of knownTexts(value)) {
    const levels = text.value.split(/[\s,#"[\]]+/).filter((level) => level !== '');
    const odd = levels.find(isUnknownStorkLevel);
    if (odd !== undefined) report({ message: 'unknown', range: text.range, data: { asked: odd } });
    const rank = lowestRank(levels);
    if (demanded === undefined || rank === undefined || rank >= RANKS[demanded]) continue;
    const asked = levels.find((level) => rankOf(level) === rank) ?? text.value;
    report({
      message: 'low',
      range: text.range,
      data: { asked, demanded: SHOWN[demanded].de, stork: SHOWN[demanded].stork },
    });
  }
}

function requestsWithoutLevel(file: FactsView): readonly CallFact[] {
  const calls = file.facts('call');
  const found = calls.filter((call) => lacksLevel(call, file.configuration.vertrauensniveau));
  // Where the provider is looked up and where the person is sent are different calls.
  const isCompany =
    found.length > 0 && calls.some((call) => call.arguments.some((value) => namesCompanyProvider(value)));
  return isCompany ? [] : found;
}

/** True for an OpenID request that names no level although the account or the configuration wants one. */
function lacksLevel(call: CallFact, demanded: Vertrauensniveau | undefined): boolean {
  const request = OIDC_REQUESTS.find(([callee]) => callee.test(call.callee));
  if (!request) return false;
  const [, index, way] = request;
  const parameters = entryOf(call.arguments[index] ?? ABSENT, ...way);
  if (parameters.kind !== 'record' || parameters.open || parameters.entries.size === 0) return false;
  if (['acr_values', ...OTHER_WAYS].some((name) => parameters.entries.has(name))) return false;
  if (demanded !== undefined && demanded !== 'normal') return true;
  return (
    [...call.arguments, call.receiver].some((value) => mentionsAccount(value)) ||
    [call.functionName, call.path.split('/').at(-1) ?? ''].some(namesAccount)
  );
}

function judgeConnection(
  connection: Connection,
  project: ProjectView,
  report: (problem: Problem<Message>) => void,
): void {
  const { levels, comparison, disabled, open, place } = connection;
  const stork = SHOWN[project.configuration.vertrauensniveau ?? 'substanziell'].stork;
  if (isAlways(disabled, true)) {
    report({
      message: 'disabled',
      range: disabled.range ?? place,
      data: { name: 'disableRequestedAuthnContext', stork },
    });
    return;
  }
  if (levels.kind === 'absent') {
    if (!open)
      report({
        message: 'missing',
        range: place,
        data: { stork },
        ...(connection.certain ? {} : { confidence: 'medium' as const }),
      });
    return;
  }
  const items = levels.kind === 'list' ? levels.items : [levels];
  const texts = items.flatMap(knownTexts).flatMap((text) =>
    text.value
      .split(/[\s,"[\]]+/)
      .filter((level) => level !== '')
      .map((level) => ({ level, range: text.range })),
  );
  const password = texts.find(({ level }) => isPasswordClass(level));
  if (password && texts.every(({ level }) => isPasswordClass(level)))
    report({ message: 'password', range: password.range, data: { asked: password.level } });
  // Nothing lies above the highest level, so that exactly it is as good as at least it.
  if (
    (open && comparison.kind === 'absent') ||
    texts.length === 0 ||
    (texts.every(({ level }) => rankOf(level) === RANKS.hoch) && !isAlways(comparison, 'maximum'))
  )
    return;
  if (comparison.kind !== 'absent' && !isAlways(comparison, 'exact', 'maximum')) return;
  const written = comparison.kind === 'known' ? String(comparison.value) : 'exact';
  const fix = comparisonFix(connection, project);
  report({
    message: 'comparison',
    range: comparison.range ?? levels.range,
    data: { comparison: written },
    severity: 'warning',
    ...(fix && { fix }),
  });
}

/** A suggestion only: the account may answer with higher levels from then on. */
function comparisonFix({ comparison, levels, script, path }: Connection, project: ProjectView): Fix | undefined {
  const title = { de: 'Als Mindestniveau anfordern', en: 'Request as a minimum' };
  const { text } = project.file(path);
  const inPlace = (range: TextRange | undefined): range is TextRange =>
    range !== undefined && (range.path === undefined || range.path === path);
  if (inPlace(comparison.range)) {
    const [, quote = '', word = ''] =
      /^(["'`]?)(exact|maximum)\1$/.exec(text.slice(comparison.range.start, comparison.range.end)) ?? [];
    return word === ''
      ? undefined
      : { safety: 'suggestion', title, edits: [{ path, range: comparison.range, text: `${quote}minimum${quote}` }] };
  }
  if (
    !script ||
    !inPlace(levels.range) ||
    levels.kind !== 'list' ||
    !text.slice(levels.range.start, levels.range.end).startsWith('[')
  )
    return undefined;
  return {
    safety: 'suggestion',
    title,
    edits: [{ path, range: { start: levels.range.end, end: levels.range.end }, text: ", racComparison: 'minimum'" }],
  };
}
