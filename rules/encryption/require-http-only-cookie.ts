import { isAlways } from '../../server/model/ask.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FactsView, type FileView, type Problem } from '../../server/model/rule.ts';
import { placeOf } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { flagsInCode, flagsInSettings, isOff, removedFlags } from '../catalog/cookie-flags.ts';
import { COOKIE_WORDS } from '../catalog/cookie-words.ts';
import { type Cookie, cookiesOf, isLocal, setsDefaults } from '../catalog/cookies.ts';

type Message = 'missing' | 'off' | 'header' | 'script';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const requireHttpOnlyCookie = rule<Message>({
  id: 'encryption/require-http-only-cookie',
  severity: 'warning',
  fix: 'suggestion',
  kinds: ['main'],
  words: COOKIE_WORDS,
  text: {
    de: {
      title: 'Sitzungscookie für Skripte lesbar',
      messages: {
        missing: 'Das Cookie{name} wird ohne `httpOnly` gesetzt; jedes Skript der Seite kann es lesen.',
        off: '`{name}` ist aus; jedes Skript der Seite kann das Sitzungscookie lesen.',
        header: 'Die Kopfzeile setzt das Cookie{name} ohne `HttpOnly`; jedes Skript der Seite kann es lesen.',
        script: 'Das Cookie{name} wird im Browser gesetzt; jedes Skript der Seite kann es lesen.',
      },
      why: 'Gelingt es, ein fremdes Skript auf die Seite zu bringen, und sei es über ein eingebundenes Paket, schickt es den Inhalt des Cookies weg, und die Sitzung lässt sich von überall fortführen. Mit `HttpOnly` gibt der Browser das Cookie an kein Skript heraus. BSI TR-03172-3 verlangt das für Sitzungscookies.',
      advice: {
        missing: '`httpOnly: true` angeben.',
        off: 'Auf `true` setzen; was die Seite selbst wissen muss, gehört in ein eigenes Cookie ohne Anmeldedaten.',
        header: '`; HttpOnly` an die Kopfzeile anhängen.',
        script: 'Das Token auf dem Server setzen lassen, mit `HttpOnly`, `Secure` und `SameSite`.',
      },
    },
    en: {
      title: 'Session cookie readable by scripts',
      messages: {
        missing: 'The cookie{name} is set without `httpOnly`; every script of the page can read it.',
        off: '`{name}` is off; every script of the page can read the session cookie.',
        header: 'The header sets the cookie{name} without `HttpOnly`; every script of the page can read it.',
        script: 'The cookie{name} is set in the browser; every script of the page can read it.',
      },
      why: 'Where somebody gets a script of theirs into the page, and be it through a package that is included, it sends the content of the cookie away, and the session can be continued from anywhere. With `HttpOnly` the browser hands the cookie out to no script. BSI TR-03172-3 asks for this on session cookies.',
      advice: {
        missing: 'Give `httpOnly: true`.',
        off: 'Set it to `true`; what the page itself has to know belongs into a cookie of its own without credentials.',
        header: 'Append `; HttpOnly` to the header.',
        script: 'Let the server set the token, with `HttpOnly`, `Secure` and `SameSite`.',
      },
    },
  },
  project(project, report) {
    const defaults = new Set(project.gather(setsDefaults));
    for (const { problem, insertAt, isFastify } of project.gather(readable)) {
      if ((isFastify && defaults.has('httpOnly')) || isLocal(project, problem)) continue;
      report({ ...problem, ...suggestion(problem, insertAt, project.file(problem.path)) });
    }
  },
});

interface Readable {
  readonly problem: ProjectProblem;
  /** Offset behind the brace of the record with the flags. */
  readonly insertAt?: number;
  readonly isFastify?: boolean;
}

function readable(file: FactsView): readonly Readable[] {
  const flags = [...flagsInCode(file), ...flagsInSettings(file), ...removedFlags(file)];
  return [
    ...cookiesOf(file).flatMap((cookie) => ofCookie(cookie)),
    ...flags
      .filter(({ flag, value, session }) => flag === 'httpOnly' && session && isOff(value))
      .map(({ value, name, path }) => ({ problem: off(value, name, path) })),
  ];
}

/** Cookies that sign nobody in may be read, and those against forged requests have to be. */
function ofCookie(cookie: Cookie): readonly Readable[] {
  const { flags, without, name, range, path, session, readByScripts, script, header, options, fastify } = cookie;
  if (!session || readByScripts) return [];
  if (isOff(flags.httpOnly)) return [{ problem: off(flags.httpOnly, 'httpOnly', path) }];
  if (!script && (flags.httpOnly.kind !== 'absent' || without.httpOnly === true)) return [];
  const problem: ProjectProblem = {
    message: script ? 'script' : header === true ? 'header' : 'missing',
    path,
    range,
    data: { name: name === '' ? '' : ` \`${name}\`` },
    severity: 'error',
    confidence: script ? 'medium' : 'high',
  };
  return [{ problem, isFastify: fastify, ...(options && !script && { insertAt: options.range.start + 1 }) }];
}

function off(value: Value, name: string, path: string): ProjectProblem {
  const range = value.range ?? { start: 0, end: 0 };
  const place = value.origin ?? { path, range };
  return {
    message: 'off',
    path,
    range,
    data: { name },
    severity: 'error',
    confidence: isAlways(value, false, 0) ? 'high' : 'medium',
    same: `${place.path} ${String(place.range.start)}`,
  };
}

/** A suggestion only: the page may read the cookie somewhere. */
function suggestion(
  { range, message, path }: ProjectProblem,
  insertAt: number | undefined,
  file: FileView,
): { fix?: Fix } {
  const title = { de: '`httpOnly: true` setzen', en: 'Set `httpOnly: true`' };
  const place = insertAt === undefined ? range : { start: insertAt, end: insertAt };
  const rest = file.text.slice(place.start).trimStart();
  const isWritten =
    message === 'off' && placeOf(range, path).path === path && file.text.slice(range.start, range.end) === 'false';
  if (!isWritten && (message !== 'missing' || insertAt === undefined)) return {};
  const text = isWritten ? 'true' : rest.startsWith('}') ? ' httpOnly: true ' : ' httpOnly: true,';
  return { fix: { safety: 'suggestion', title, edits: [{ path, range: place, text }] } };
}
