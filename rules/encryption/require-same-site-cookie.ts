import { isAlways } from '../../server/model/ask.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { flagsInCode, flagsInSettings, removedFlags } from '../catalog/cookie-flags.ts';
import { COOKIE_WORDS } from '../catalog/cookie-words.ts';
import { type Cookie, cookiesOf, isLocal, setsDefaults } from '../catalog/cookies.ts';

type Message = 'missing' | 'off' | 'none' | 'everywhere';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const requireSameSiteCookie = rule<Message>({
  id: 'encryption/require-same-site-cookie',
  severity: 'warning',
  kinds: ['main'],
  words: COOKIE_WORDS,
  text: {
    de: {
      title: 'Sitzungscookie ohne SameSite',
      messages: {
        missing:
          'Das Sitzungscookie{name} wird ohne `sameSite` gesetzt; was dann gilt, entscheidet jeder Browser selbst.',
        off: '`{name}` lässt `SameSite` weg; das Sitzungscookie geht auch bei Aufrufen fremder Seiten mit.',
        none: '`SameSite=None` ohne `Secure`: Browser verwerfen das Cookie{name} oder schicken es unverschlüsselt überallhin mit.',
        everywhere: '`SameSite=None` schickt das Sitzungscookie{name} auch bei Aufrufen fremder Seiten mit.',
      },
      why: 'Ohne `SameSite` schickt der Browser das Cookie auch dann mit, wenn eine fremde Seite die Anfrage auslöst. Ein Link oder ein verstecktes Formular führt dann im Namen der angemeldeten Person etwas aus. Nur wo eine andere Anwendung absichtlich zurückkommt, etwa nach einer Anmeldung über SAML, ist `None` mit `Secure` nötig.',
      advice: {
        missing: "`sameSite: 'lax'` angeben.",
        off: "Stattdessen `'lax'` setzen, oder `'strict'`, wo niemand von außen verlinkt.",
        none: "`sameSite: 'lax'` setzen; nur wo `None` gebraucht wird, zusammen mit `secure: true`.",
        everywhere: "`'lax'` setzen, außer eine andere Anwendung kehrt mit POST hierher zurück (SAML).",
      },
    },
    en: {
      title: 'Session cookie without SameSite',
      messages: {
        missing: 'The session cookie{name} is set without `sameSite`; what holds then is up to each browser.',
        off: '`{name}` leaves `SameSite` out; the session cookie is also sent with requests of foreign pages.',
        none: '`SameSite=None` without `Secure`: browsers drop the cookie{name} or send it everywhere without encryption.',
        everywhere: '`SameSite=None` sends the session cookie{name} with requests of foreign pages, too.',
      },
      why: 'Without `SameSite` the browser also sends the cookie when a foreign page causes the request. A link or a hidden form then does something in the name of the person who is signed in. Only where another application comes back on purpose, for example after a sign-in over SAML, is `None` together with `Secure` needed.',
      advice: {
        missing: "Give `sameSite: 'lax'`.",
        off: "Set `'lax'` instead, or `'strict'` where nobody links from outside.",
        none: "Set `sameSite: 'lax'`; only where `None` is needed, together with `secure: true`.",
        everywhere: "Set `'lax'`, unless another application comes back here with POST (SAML).",
      },
    },
  },
  project(project, report) {
    const defaults = new Set(project.gather(setsDefaults));
    for (const { problem, isFastify } of project.gather(permissive)) {
      if (!(isFastify && defaults.has('sameSite')) && !isLocal(project, problem)) report(problem);
    }
  },
});

interface Permissive {
  readonly problem: ProjectProblem;
  readonly isFastify: boolean;
}

function permissive(file: FactsView): readonly Permissive[] {
  const flags = [...flagsInCode(file), ...flagsInSettings(file), ...removedFlags(file)];
  return [
    ...cookiesOf(file).flatMap((cookie) => ofCookie(cookie)),
    ...flags
      .filter(({ flag, value, session }) => flag === 'sameSite' && session && isLeftOut(value))
      .map(({ value, name, path }) => ({ problem: leftOut(value, name, path), isFastify: false })),
  ];
}

const NONE = ['none', 'None', 'NONE'] as const;

function isLeftOut(value: Value): boolean {
  return isAlways(value, false, 'unset', 'UNSET');
}

function ofCookie({ flags, without, name, range, path, session, script, fastify }: Cookie): readonly Permissive[] {
  const { sameSite, secure } = flags;
  const data = { name: name === '' ? '' : ` \`${name}\`` };
  const at = sameSite.range ?? range;
  if (isAlways(sameSite, ...NONE) && isUnprotected(secure, without.secure === true))
    return [{ problem: { message: 'none', path, range: at, data }, isFastify: fastify }];
  if (!session || script) return [];
  // Where other applications come back this has to be, so it is worth a look only.
  if (isAlways(sameSite, ...NONE))
    return [{ problem: { message: 'everywhere', path, range: at, data, confidence: 'low' }, isFastify: false }];
  if (isLeftOut(sameSite)) return [{ problem: leftOut(sameSite, 'sameSite', path), isFastify: false }];
  if (sameSite.kind !== 'absent' || without.sameSite === true) return [];
  return [{ problem: { message: 'missing', path, range, data, confidence: 'medium' }, isFastify: fastify }];
}

function isUnprotected(secure: Value, byLibrary: boolean): boolean {
  return isAlways(secure, false) || (secure.kind === 'absent' && !byLibrary);
}

function leftOut(value: Value, name: string, path: string): ProjectProblem {
  const range = value.range ?? { start: 0, end: 0 };
  const place = value.origin ?? { path, range };
  return { message: 'off', path, range, data: { name }, same: `${place.path} ${String(place.range.start)}` };
}
