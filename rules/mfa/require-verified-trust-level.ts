import { rule } from '../../server/model/rule.ts';
import { levelFacts, type LevelFacts, type LevelRequest } from '../catalog/level-answers.ts';

export const requireVerifiedTrustLevel = rule<'oidc' | 'saml'>({
  id: 'mfa/require-verified-trust-level',
  severity: 'error',
  confidence: 'medium',
  words: [
    'acr_values',
    'authnContext',
    'openid-client',
    'next-auth',
    '@auth/',
    'node-saml',
    'passport-saml',
    'express-openid-connect',
    /\b(?:acr|amr|acrs|aal|loa)\b/,
    /stork/,
    /vertrauensniveau/,
    /trust_?level/,
    /authn_?context/,
    '1.2.40.0.10.2.1.1.261.94',
    'qaa-level',
    'minimum.acr.value',
  ],
  text: {
    de: {
      title: 'Vertrauensniveau verlangt, aber nicht geprüft',
      messages: {
        oidc: '`{level}` wird nur verlangt; mit welchem Niveau sich jemand wirklich angemeldet hat (`acr`), wird in der Antwort nicht gelesen.',
        saml: '`{level}` wird nur verlangt; mit welchem Niveau sich jemand wirklich angemeldet hat, wird in der Antwort nicht gelesen.',
      },
      why: 'Das verlangte Niveau steht in der Adresse, die der Browser aufruft; wer sich anmeldet, kann es dort ändern. Der Anbieter meldet zurück, was wirklich nachgewiesen wurde. Wird das nicht gelesen, genügt ein Kennwort, wo ein Online-Ausweis oder ein zweiter Faktor vorgesehen war.',
      advice: {
        oidc: "Vor dem Anlegen der Sitzung `acr` aus den Ansprüchen lesen und mit einer festen Liste vergleichen: `['substantiell', 'hoch'].includes(claims.acr)`, sonst abweisen.",
        saml: 'Vor dem Anlegen der Sitzung das Niveau aus der Antwort lesen (`AuthnContextClassRef` oder das Attribut `urn:oid:1.2.40.0.10.2.1.1.261.94`) und mit einer festen Liste vergleichen.',
      },
    },
    en: {
      title: 'Level of assurance asked for, but not verified',
      messages: {
        oidc: '`{level}` is only asked for; the level that somebody has really signed in with (`acr`) is not read in the answer.',
        saml: '`{level}` is only asked for; the level that somebody has really signed in with is not read in the answer.',
      },
      why: 'The level asked for stands in the address that the browser opens; whoever signs in can change it there. The provider answers what was really proved. Where that is not read a password is enough where an electronic identity card or a second factor was provided for.',
      advice: {
        oidc: "Before the session is made, read `acr` from the claims and compare it with a fixed list: `['substantiell', 'hoch'].includes(claims.acr)`, and refuse otherwise.",
        saml: 'Before the session is made, read the level from the answer (`AuthnContextClassRef` or the attribute `urn:oid:1.2.40.0.10.2.1.1.261.94`) and compare it with a fixed list.',
      },
    },
  },
  project(project, report) {
    const files = project.gather(levelFacts);
    if (Object.values(project.configuration.guards).some((asks) => asks === 'second-factor' || asks === 'step-up'))
      return;
    const isRead = files.some(({ reads }) => reads);
    const isAnswered = files.some(({ answers, answersItself }) => answers.length > 0 || answersItself);
    if (!isAnswered) return;
    for (const file of files)
      for (const { path, range, protocol, level } of isRead ? unsettled(file) : file.requests)
        report({ message: protocol, path, range, data: { level } });
  },
});

/** Requests whose answers are taken in the same file, by functions that look at single claims only. */
function unsettled({ requests, answers }: LevelFacts): readonly LevelRequest[] {
  return (['oidc', 'saml'] as const).flatMap((protocol) => {
    const asked = requests.filter((each) => each.protocol === protocol);
    const taken = answers.filter((each) => each.protocol === protocol);
    if (taken.length === 0) return [];
    if (taken.every(({ isSettled }) => !isSettled)) return asked;
    // Request and answer stand one after the other for each account.
    return taken.length === asked.length ? asked.filter((_, index) => taken[index]?.isSettled === false) : [];
  });
}
