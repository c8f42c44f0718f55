import { rule, type FactsView } from '../../server/model/rule.ts';
import { keptSessions, type SessionStart } from '../catalog/session-starts.ts';

/** Sessions that stand on the server under a number in a cookie; others are written anew with every answer. */
const STORED = /^(?:express-session|@fastify\/session)$/;

interface Contribution {
  readonly isStored: boolean;
  readonly starts: readonly SessionStart[];
}

export const requireSessionRenewal = rule<'signIn' | 'factor'>({
  id: 'mfa/require-session-renewal',
  severity: 'warning',
  confidence: 'medium',
  words: ['express-session', '@fastify/session', /\.session\./],
  text: {
    de: {
      title: 'Sitzung nach der Anmeldung nicht erneuert',
      messages: {
        signIn: '`{name}` wird in die Sitzung geschrieben, die schon vor der Anmeldung galt.',
        factor: '`{name}` wird in die Sitzung geschrieben, die schon vor dem zweiten Faktor galt.',
      },
      why: 'Wer jemandem vor der Anmeldung die Kennung einer Sitzung unterschiebt oder sie mitliest, arbeitet nach der Anmeldung in derselben Sitzung mit, samt zweitem Faktor. Eine neue Kennung bei jeder Anmeldung beendet das. Der IT-Grundschutz und das BSI verlangen das für Webanwendungen.',
      advice: {
        signIn: 'Vorher `req.session.regenerate(…)` aufrufen und erst in der neuen Sitzung schreiben.',
        factor:
          'Vorher `req.session.regenerate(…)` aufrufen, die Angaben zur Person übernehmen und erst dann schreiben.',
      },
    },
    en: {
      title: 'Session not renewed after the sign-in',
      messages: {
        signIn: '`{name}` is written into the session that was there before the sign-in.',
        factor: '`{name}` is written into the session that was there before the second factor.',
      },
      why: 'Whoever slips the number of a session to somebody before the sign-in, or reads it along, works on in the same session afterwards, second factor included. A new number with every sign-in ends that. IT-Grundschutz and the BSI ask for it in web applications.',
      advice: {
        signIn: 'Call `req.session.regenerate(…)` first and write into the new session only.',
        factor: 'Call `req.session.regenerate(…)` first, take over who the person is, and write then.',
      },
    },
  },
  project(project, report) {
    const files = project.gather(contributionOf);
    if (!files.some(({ isStored }) => isStored)) return;
    for (const { path, range, name, isFactor } of files.flatMap(({ starts }) => starts))
      report({ message: isFactor ? 'factor' : 'signIn', path, range, data: { name } });
  },
});

function contributionOf(file: FactsView): readonly Contribution[] {
  const isStored = file.facts('import').some(({ module }) => STORED.test(module));
  const starts = keptSessions(file);
  return isStored || starts.length > 0 ? [{ isStored, starts }] : [];
}
