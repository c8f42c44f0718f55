import { isAlways, knownTexts, optionOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { Place } from '../../server/model/text-range.ts';
import { tokenProblem } from '../catalog/token-algorithms.ts';
import { trustedTokens, type TrustedToken } from '../catalog/unverified-tokens.ts';

export const noUnverifiedToken = rule<'trusted' | 'claim' | 'skipped' | 'none' | 'mixed'>({
  id: 'mfa/no-unverified-token',
  severity: 'error',
  words: [/jwt/, 'jose', 'jsrsasign', /['"]jws['"]/, 'atob', 'base64', 'tokenValidation'],
  text: {
    de: {
      title: 'Token wird geglaubt, ohne geprüft zu sein',
      messages: {
        trusted:
          '`{name}` liest das Token nur; wer es schickt, gilt danach als angemeldet, ohne dass die Signatur geprüft ist.',
        claim: '`{name}` liest das Token nur; über `{claim}` wird entschieden, ohne dass die Signatur geprüft ist.',
        skipped: '`{name}` schaltet die Prüfung der Signatur ab; jedes selbst geschriebene Token wird angenommen.',
        none: '`{name}` lässt Token ohne Signatur zu; jedes selbst geschriebene gilt.',
        mixed:
          '`{name}` nimmt HMAC mit einem Schlüssel an, den jeder haben kann; wer ihn kennt, schreibt sich ein gültiges Token.',
      },
      why: 'Der Inhalt eines Tokens ist nur kodiert. Jeder kann eines mit beliebigem Namen und jeder Rolle schreiben; erst die Signatur beweist, dass es vom Anmeldedienst stammt. Ohne ihre Prüfung genügt eine geänderte Anfrage, um als Sachbearbeitung oder Administration zu handeln, und der zweite Faktor ist umgangen.',
      advice: {
        trusted:
          'Das Token prüfen, bevor jemand als angemeldet gilt: `jwtVerify(token, key, { issuer, audience, algorithms })` von jose oder `jwt.verify` mit festem `algorithms`.',
        claim:
          'Erst prüfen, dann lesen: `jwtVerify(token, key, { issuer, audience, algorithms })` von jose oder `jwt.verify` mit festem `algorithms`.',
        skipped:
          'Die Signatur prüfen lassen: `TokenValidation.OFFLINE` oder `ONLINE`; bei jwt-simple das dritte Argument weglassen.',
        none: '`none` streichen und ein festes Verfahren nennen, zum Beispiel `ES256`.',
        mixed:
          'Nur das Verfahren nennen, mit dem der Anmeldedienst signiert, zum Beispiel `RS256`; für HMAC einen eigenen geheimen Schlüssel verwenden.',
      },
    },
    en: {
      title: 'Token believed without being verified',
      messages: {
        trusted:
          '`{name}` only reads the token; whoever sends it counts as signed in without the signature being verified.',
        claim: '`{name}` only reads the token; `{claim}` decides without the signature being verified.',
        skipped: '`{name}` turns the verification of the signature off; any home-made token is accepted.',
        none: '`{name}` admits tokens without a signature; any home-made one counts.',
        mixed: '`{name}` accepts HMAC with a key that anybody may have; whoever knows it writes a valid token.',
      },
      why: 'The content of a token is only encoded. Anybody can write one with any name and role; only the signature proves that it comes from the sign-in service. Without it a changed request is enough to act as a clerk or an administrator, and the second factor is bypassed.',
      advice: {
        trusted:
          'Verify the token before anybody counts as signed in: `jwtVerify(token, key, { issuer, audience, algorithms })` of jose or `jwt.verify` with fixed `algorithms`.',
        claim:
          'Verify first, then read: `jwtVerify(token, key, { issuer, audience, algorithms })` of jose or `jwt.verify` with fixed `algorithms`.',
        skipped:
          'Have the signature verified: `TokenValidation.OFFLINE` or `ONLINE`; leave the third argument of jwt-simple out.',
        none: 'Take `none` out and name a fixed algorithm, for example `ES256`.',
        mixed:
          'Name only the algorithm that the sign-in service signs with, for example `RS256`; use a secret key of its own for HMAC.',
      },
    },
  },
  on: {
    call(call, report) {
      const skipped = skippedIn(call);
      if (skipped) report({ message: 'skipped', range: skipped, data: { name: call.spelled, claim: '' } });
      const weak = tokenProblem(call);
      if (weak) report({ ...weak, data: { name: call.spelled, claim: '' } });
    },
  },
  project(project, report) {
    for (const { call, claim } of project.gather(trusted)) {
      const holds = ({ path, range }: Place): boolean =>
        path === call.path && range.start <= call.range.start && call.range.end <= range.end;
      // A guard may have checked the token before the handler reads it; the handler is none for itself.
      const isBehindGuard = project.doors.some(
        ({ handler, guards }) =>
          holds(handler.place) &&
          guards.some(({ place, purposes }) => !holds(place) && purposes.some((each) => each !== 'other')),
      );
      if (isBehindGuard) continue;
      report({
        message: claim === '' ? 'trusted' : 'claim',
        path: call.path,
        range: call.calleeRange,
        data: { name: call.spelled, claim },
      });
    }
  },
});

const trusted = (file: FactsView): readonly TrustedToken[] => trustedTokens(file);

function skippedIn(call: CallFact): CallFact['range'] | undefined {
  if (/^jwt-simple#(?:default\.)?decode$/.test(call.callee)) {
    const [, , without] = call.arguments;
    return without && isAlways(without, true) ? without.range : undefined;
  }
  if (!call.callee.startsWith('nest-keycloak-connect#KeycloakConnectModule.register')) return undefined;
  const validation = optionOf(call, 0, 'tokenValidation');
  const isOff =
    knownTexts(validation).some(({ value }) => value === 'none') ||
    (validation.kind === 'reference' && validation.path.at(-1) === 'NONE');
  return isOff ? validation.range : undefined;
}
