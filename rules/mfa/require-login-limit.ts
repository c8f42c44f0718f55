import type { Door } from '../../server/model/door.ts';
import { DOOR_FILES } from '../catalog/door-files.ts';
import { rule } from '../../server/model/rule.ts';
import {
  countsAttempts,
  LIMIT_WORDS,
  limitsOf,
  namesLimit,
  placeKey,
  ProjectNames,
  type CodeCheck,
} from '../catalog/attempt-limits.ts';
import { kindOfDoor, takesGuess } from '../catalog/sign-in-doors.ts';

type Message = 'password' | 'code' | 'reset' | 'check';

/** Who sets up a factor, knows the code anyway. */
const ENROLMENT = /set-?up|enrol|einricht|aktivier|activate|enable|register|registr/i;

export const requireLoginLimit = rule<Message>({
  id: 'mfa/require-login-limit',
  severity: 'warning',
  confidence: 'medium',
  words: [...DOOR_FILES, 'otplib', 'speakeasy', 'otpauth', 'node-2fa', ...LIMIT_WORDS],
  text: {
    de: {
      title: 'Anmeldung ohne Grenze für Versuche',
      messages: {
        password:
          'An `{door}` lassen sich Kennwörter beliebig oft ausprobieren: Auf dem Weg dorthin begrenzt nichts die Versuche.',
        code: 'An `{door}` lassen sich Codes beliebig oft ausprobieren: Auf dem Weg dorthin begrenzt nichts die Versuche.',
        reset: '`{door}` lässt sich beliebig oft aufrufen: Auf dem Weg dorthin begrenzt nichts die Versuche.',
        check: '`{call}` prüft einen Einmalcode, und auf dem Weg von `{door}` hierher begrenzt nichts die Versuche.',
      },
      why: 'Ein sechsstelliger Code ist mit einigen hunderttausend Anfragen erraten, ein häufiges Kennwort mit wenigen. Ohne Grenze probieren Programme fremde Kennwortlisten an den Konten der Verwaltung durch, auch über Nacht und von vielen Adressen. Der IT-Grundschutz sieht vor, dass eine Anmeldung nach mehreren Fehlversuchen gebremst oder gesperrt wird.',
      advice: {
        password:
          'Eine Begrenzung vor die Route setzen (`express-rate-limit`, `@nestjs/throttler`, `@fastify/rate-limit`) und Fehlversuche je Konto zählen, zum Beispiel mit `rate-limiter-flexible`. Begrenzt ein Gateway außerhalb dieses Projekts, den Befund mit dieser Begründung unterdrücken.',
        code: 'Eine Begrenzung vor die Route setzen und nach etwa fünf falschen Codes die Anmeldung von vorn beginnen lassen. Begrenzt ein Gateway außerhalb dieses Projekts, den Befund mit dieser Begründung unterdrücken.',
        reset:
          'Eine Begrenzung je Adresse und je Konto vor die Route setzen, damit weder Konten erraten noch Postfächer überschwemmt werden. Begrenzt ein Gateway außerhalb dieses Projekts, den Befund mit dieser Begründung unterdrücken.',
        check:
          'Falsche Codes je Konto zählen, zum Beispiel mit `rate-limiter-flexible`, und nach etwa fünf die Anmeldung von vorn beginnen lassen.',
      },
    },
    en: {
      title: 'Sign-in without a limit on attempts',
      messages: {
        password:
          'Passwords can be tried at `{door}` as often as somebody likes: nothing on the way there limits attempts.',
        code: 'Codes can be tried at `{door}` as often as somebody likes: nothing on the way there limits attempts.',
        reset: '`{door}` can be called as often as somebody likes: nothing on the way there limits attempts.',
        check: '`{call}` checks a one-time code, and nothing on the way from `{door}` to it limits attempts.',
      },
      why: 'A code of six digits is guessed with some hundred thousand requests, a common password with a few. Without a limit, programs try leaked lists of passwords on the accounts of the administration, overnight and from many addresses. IT-Grundschutz provides that a sign-in is slowed down or locked after several failures.',
      advice: {
        password:
          'Put a limit before the route (`express-rate-limit`, `@nestjs/throttler`, `@fastify/rate-limit`) and count failures per account, for example with `rate-limiter-flexible`. Where a gateway outside this project limits, suppress the finding with that reason.',
        code: 'Put a limit before the route and let the sign-in start again after about five wrong codes. Where a gateway outside this project limits, suppress the finding with that reason.',
        reset:
          'Put a limit per address and per account before the route, so that neither accounts are guessed nor mailboxes flooded. Where a gateway outside this project limits, suppress the finding with that reason.',
        check:
          'Count wrong codes per account, for example with `rate-limiter-flexible`, and let the sign-in start again after about five.',
      },
    },
  },
  project(project, report) {
    if (project.doors.length === 0) return;
    const files = project.gather(limitsOf);
    if (files.some(({ isEverywhere }) => isEverywhere)) return;
    const names = new ProjectNames(files);
    const passwordGuards = new Set(files.flatMap((file) => file.passwordGuards));
    const limiters = new Set(files.flatMap((file) => file.limiters));

    const isLimited = (door: Door): boolean =>
      [...door.guards, door.handler].some(({ name, place }) => {
        if (namesLimit(name) || limiters.has(placeKey(place.path, place.range))) return true;
        const functions = names.of(name, place.path, place.range.start);
        return [...names.reached(functions)].some((each) => countsAttempts(each));
      });
    const isSeen = ({ guards }: Door): boolean => guards.every(({ purposes }) => !purposes.includes('unknown'));

    const checked = new Set<CodeCheck>();
    for (const door of project.doors) {
      if (door.source !== 'server') continue;
      if (!isSeen(door) || ENROLMENT.test(door.path) || isLimited(door)) continue;
      const shown = `${door.method} ${door.path}`;
      const kind = door.method === 'POST' || door.method === 'ALL' ? kindOfDoor(door.path) : undefined;
      // A service checks for its handler; what lies deeper is its work with other things.
      const handlers = names.reached(
        names.of(door.handler.name, door.handler.place.path, door.handler.place.range.start),
        1,
      );
      if (
        kind &&
        door.verdict !== 'unknown' &&
        (takesGuess(kind, handlers) ||
          door.guards.some(
            ({ name, place }) =>
              /^(?:Local|Ldap)\w*Guard$/.test(name) || passwordGuards.has(placeKey(place.path, place.range)),
          ))
      ) {
        report({ message: kind, path: door.place.path, range: door.place.range, data: { door: shown, call: '' } });
        continue;
      }
      for (const check of files.flatMap(({ codeChecks }) => codeChecks)) {
        if (checked.has(check) || !leadsTo(door, check)) continue;
        checked.add(check);
        report({
          message: 'check',
          path: check.path,
          range: check.range,
          data: { door: shown, call: check.spelled },
          related: [{ range: door.place.range, path: door.place.path, text: { de: 'von hier', en: 'from here' } }],
        });
      }
    }
  },
});

/** The check stands in the handler, or in a guard of this name before it. */
function leadsTo({ guards, handler }: Door, { path, range, inside }: CodeCheck): boolean {
  return [...guards, handler].some(
    ({ name, place }) =>
      (inside !== '' && name.replace(/\(.*$/s, '').split('.').at(-1) === inside) ||
      (place.path === path && place.range.start <= range.start && range.end <= place.range.end),
  );
}
