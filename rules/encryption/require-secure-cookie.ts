import { isAlways } from '../../server/model/ask.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FactsView, type FileView, type Problem } from '../../server/model/rule.ts';
import { placeOf, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { flagsInCode, flagsInSettings, isOff, removedFlags, type WrittenFlag } from '../catalog/cookie-flags.ts';
import { isPreference } from '../catalog/cookie-names.ts';
import { COOKIE_WORDS } from '../catalog/cookie-words.ts';
import { type Cookie, cookiesOf, isLocal, setsDefaults } from '../catalog/cookies.ts';

type Message = 'missing' | 'off' | 'byDefault' | 'inverted' | 'header';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const requireSecureCookie = rule<Message>({
  id: 'encryption/require-secure-cookie',
  severity: 'warning',
  fix: 'suggestion',
  kinds: ['main'],
  words: COOKIE_WORDS,
  text: {
    de: {
      title: 'Cookie ohne Secure',
      messages: {
        missing: 'Das Cookie{name} wird ohne `secure` gesetzt und geht auch über unverschlüsselte Verbindungen.',
        off: '`{name}` ist aus; das Cookie geht auch über unverschlüsselte Verbindungen.',
        byDefault:
          '`{name}` ist aus, solange niemand die Variable setzt; das Cookie geht dann auch über unverschlüsselte Verbindungen.',
        inverted: '`{name}` ist nur bei der Entwicklung an und in der Produktion aus.',
        header: 'Die Kopfzeile setzt das Cookie{name} ohne `Secure`; es geht auch über unverschlüsselte Verbindungen.',
      },
      why: 'Ein Cookie ohne `Secure` schickt der Browser auch bei einem Aufruf über `http://` mit, und sei es nur beim ersten, der dann umgeleitet wird. Wer im selben Netz sitzt, liest es mit und übernimmt die Sitzung von Bürgerinnen, Bürgern oder Sachbearbeitung. BSI TR-03172-3 verlangt `Secure` für alle Cookies eines Onlinedienstes.',
      advice: {
        missing:
          "`secure: true` angeben; hinter einem Proxy zusätzlich `app.set('trust proxy', 1)` oder das Gegenstück des Frameworks.",
        off: 'Auf `true` setzen; hinter einem Proxy dem Framework sagen, dass es ihm vertraut (`trust proxy`).',
        byDefault: 'Den Schalter umdrehen: an, außer eine Variable schaltet ihn für den eigenen Rechner ab.',
        inverted:
          "Die Bedingung umdrehen, zum Beispiel `secure: process.env.NODE_ENV === 'production'`, oder einfach `true`.",
        header: '`; Secure` an die Kopfzeile anhängen.',
      },
    },
    en: {
      title: 'Cookie without Secure',
      messages: {
        missing: 'The cookie{name} is set without `secure` and is also sent over unencrypted connections.',
        off: '`{name}` is off; the cookie is also sent over unencrypted connections.',
        byDefault:
          '`{name}` is off as long as nobody sets the variable; the cookie is also sent over unencrypted connections then.',
        inverted: '`{name}` is on during development only and off in production.',
        header: 'The header sets the cookie{name} without `Secure`; it is also sent over unencrypted connections.',
      },
      why: 'The browser sends a cookie without `Secure` with requests over `http://`, too, and be it only with the first one that is then redirected. Whoever is in the same network reads it and takes over the session of citizens or clerks. BSI TR-03172-3 asks for `Secure` on all cookies of an online service.',
      advice: {
        missing:
          "Give `secure: true`; behind a proxy also `app.set('trust proxy', 1)` or what the framework has for it.",
        off: 'Set it to `true`; behind a proxy tell the framework to trust it (`trust proxy`).',
        byDefault: 'Turn the switch round: on, unless a variable switches it off for the own machine.',
        inverted:
          "Turn the condition round, for example `secure: process.env.NODE_ENV === 'production'`, or simply `true`.",
        header: 'Append `; Secure` to the header.',
      },
    },
  },
  project(project, report) {
    const defaults = new Set(project.gather(setsDefaults));
    for (const { problem, isFastify } of project.gather(unprotected)) {
      if ((isFastify && defaults.has('secure')) || isLocal(project, problem)) continue;
      report({ ...problem, ...suggestion(problem, project.file(problem.path)) });
    }
  },
});

interface Unprotected {
  readonly problem: ProjectProblem & { readonly insertAt?: TextRange };
  /** A default of the plug-in may hold for it. */
  readonly isFastify: boolean;
}

function unprotected(file: FactsView): readonly Unprotected[] {
  return [
    ...cookiesOf(file).flatMap((cookie) => ofCookie(cookie)),
    ...[...flagsInCode(file), ...flagsInSettings(file), ...removedFlags(file)].flatMap((flag) => ofFlag(flag)),
  ];
}

function ofCookie(cookie: Cookie): readonly Unprotected[] {
  const { flags, without, name, range, path, session, script, header, options } = cookie;
  const severity = session ? ('error' as const) : ('warning' as const);
  const shown = name === '' ? '' : ` \`${name}\``;
  // What a page keeps for itself is worth a word only where it signs somebody in.
  if (!session && (script || isPreference(name))) return [];
  if (flags.secure.kind === 'absent' && without.secure === undefined) {
    const confidence = session ? ('high' as const) : ('medium' as const);
    const insertAt = options ? { start: options.range.start + 1, end: options.range.start + 1 } : undefined;
    const problem: Unprotected['problem'] = {
      message: header === true ? 'header' : 'missing',
      path,
      range,
      data: { name: shown },
      severity,
      confidence,
      ...(insertAt && { insertAt }),
    };
    return [{ problem, isFastify: cookie.fastify }];
  }
  return isOff(flags.secure) ? [{ problem: off(flags.secure, 'secure', path, session), isFastify: false }] : [];
}

function ofFlag({ flag, value, name, range, path, session, inverted }: WrittenFlag): readonly Unprotected[] {
  if (flag !== 'secure') return [];
  if (inverted === true)
    return [{ problem: { message: 'inverted', path, range, data: { name }, severity: 'error' }, isFastify: false }];
  return isOff(value) ? [{ problem: off(value, name, path, session), isFastify: false }] : [];
}

function off(value: Value, name: string, path: string, session: boolean): ProjectProblem {
  const always = isAlways(value, false, 0);
  const range = value.range ?? { start: 0, end: 0 };
  const place = value.origin ?? { path, range };
  return {
    message: always ? 'off' : 'byDefault',
    path,
    range,
    data: { name },
    severity: session ? 'error' : 'warning',
    confidence: always ? 'high' : 'medium',
    same: `${place.path} ${String(place.range.start)}`,
  };
}

/** A suggestion only: behind a proxy that the framework does not trust the cookie is no longer sent. */
function suggestion({ range, insertAt, message, path }: Unprotected['problem'], file: FileView): { fix?: Fix } {
  const title = { de: '`secure: true` setzen', en: 'Set `secure: true`' };
  const fix = (edit: { range: TextRange; text: string }): { fix: Fix } => ({
    fix: { safety: 'suggestion', title, edits: [{ path, ...edit }] },
  });
  if (message === 'missing' && insertAt) {
    const rest = file.text.slice(insertAt.start).trimStart();
    return fix({ range: insertAt, text: rest.startsWith('}') ? ' secure: true ' : ' secure: true,' });
  }
  if (message !== 'off' || placeOf(range, path).path !== path) return {};
  return file.text.slice(range.start, range.end) === 'false' ? fix({ range, text: 'true' }) : {};
}
