import type { CallFact } from '../../server/model/facts.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import {
  callsOn,
  hasKnownLength,
  isStream,
  leavesEarly,
  shortTag,
  tagChecking,
} from '../catalog/authentication-tags.ts';
import { CIPHER_WORDS } from '../catalog/cipher-calls.ts';

type Message = 'unchecked' | 'unfinished' | 'swallowed' | 'early' | 'anyLength' | 'short' | 'ignored';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const requireCheckedAuthenticationTag = rule<Message>({
  id: 'encryption/require-checked-authentication-tag',
  severity: 'error',
  fix: 'suggestion',
  words: CIPHER_WORDS,
  text: {
    de: {
      title: 'Prüfwert der Verschlüsselung nicht geprüft',
      messages: {
        unchecked: '`{name}` bekommt keinen Prüfwert; geänderte Daten werden wie echte gelesen.',
        unfinished: '`final()` fehlt: Der Klartext wird benutzt, ohne dass der Prüfwert je verglichen wird.',
        swallowed: 'Der Fehler von `final()` wird abgefangen und bleibt ohne Folgen; geänderte Daten werden benutzt.',
        early: 'Der Klartext verlässt die Funktion, bevor `final()` den Prüfwert verglichen hat.',
        anyLength: '`{name}` nimmt Prüfwerte jeder Länge an; einer von vier Byte lässt sich erraten.',
        short: 'Der Prüfwert hat nur {bytes} Byte und lässt sich erraten.',
        ignored: 'Das Ergebnis von `{name}` wird verworfen; es sagt, ob der Prüfwert stimmt.',
      },
      why: 'GCM und seine Verwandten erkennen am Prüfwert, ob verschlüsselte Daten verändert wurden. Wird er nicht geprüft oder erst, wenn der Klartext schon unterwegs ist, lassen sich Beträge, Kontonummern und Entscheidungen in gespeicherten Daten gezielt ändern. Node nimmt ohne weitere Angabe Prüfwerte ab vier Byte an.',
      advice: {
        unchecked: 'Vor `final()` den gespeicherten Wert übergeben: `setAuthTag(tag)`.',
        unfinished: '`final()` aufrufen und den Klartext erst danach verwenden.',
        swallowed: 'Den Fehler weitergeben oder abbrechen; ohne passenden Prüfwert gibt es keinen Klartext.',
        early: 'Erst `update` und `final()` zusammenfügen, dann den Klartext weitergeben.',
        anyLength: '`{ authTagLength: 16 }` als viertes Argument angeben.',
        short: '16 Byte verwenden.',
        ignored: 'Den Klartext nur verwenden, wenn das Ergebnis `true` ist.',
      },
    },
    en: {
      title: 'Authentication tag not checked',
      messages: {
        unchecked: '`{name}` is given no authentication tag; changed data are read like real ones.',
        unfinished: '`final()` is missing: the plain text is used without the authentication tag ever being compared.',
        swallowed: 'The error of `final()` is caught and remains without consequences; changed data are used.',
        early: 'The plain text leaves the function before `final()` has compared the authentication tag.',
        anyLength: '`{name}` accepts authentication tags of any length; one of four bytes can be guessed.',
        short: 'The authentication tag has {bytes} bytes only and can be guessed.',
        ignored: 'The result of `{name}` is dropped; it says whether the authentication tag is right.',
      },
      why: 'GCM and its relatives notice by the authentication tag whether encrypted data were changed. Where it is not checked, or only when the plain text is on its way already, amounts, account numbers and decisions in stored data can be changed on purpose. Without being told otherwise Node accepts tags from four bytes on.',
      advice: {
        unchecked: 'Hand over the stored value before `final()`: `setAuthTag(tag)`.',
        unfinished: 'Call `final()` and use the plain text only afterwards.',
        swallowed: 'Pass the error on or stop; without a matching authentication tag there is no plain text.',
        early: 'Put `update` and `final()` together first, then hand the plain text on.',
        anyLength: 'Give `{ authTagLength: 16 }` as the fourth argument.',
        short: 'Use 16 bytes.',
        ignored: 'Use the plain text only if the result is `true`.',
      },
    },
  },
  project(project, report) {
    for (const problem of project.gather(uncheckedTags)) report(problem);
  },
});

function uncheckedTags(file: FactsView): readonly ProjectProblem[] {
  const found: ProjectProblem[] = [];
  const tell = (problem: Problem<Message>): void => {
    found.push({ ...problem, path: file.path });
  };
  for (const call of file.facts('call')) {
    const short = shortTag(call);
    if (short) {
      const data = { name: call.spelled, bytes: String(short.bytes) };
      tell({ message: 'short', range: short.range, data });
    }
    if (FORGE.test(call.callee) && call.used === 'dropped' && isGcm(call))
      tell({ message: 'ignored', range: call.calleeRange, data: { name: `${call.spelled}()`, bytes: '' } });
    if (tagChecking(call)) judge(call, file, tell);
  }
  return found;
}

function judge(call: CallFact, file: FactsView, tell: (problem: Problem<Message>) => void): void {
  const own = callsOn(call, file);
  // Nothing is decrypted here, or elsewhere where it cannot be seen.
  if (!own || own.length === 0) return;
  const does = (method: string): boolean => own.some(({ spelled }) => spelled.endsWith(`.${method}`));
  const data = { name: call.spelled, bytes: '' };
  const isStreamed = isStream(call, own, file);
  if (!does('setAuthTag')) {
    tell({ message: 'unchecked', range: call.calleeRange, data });
    return;
  }
  const update = own.find(({ spelled }) => spelled.endsWith('.update'));
  if (update && !does('final') && !isStreamed) {
    tell({ message: 'unfinished', range: update.calleeRange, data });
    return;
  }
  const final = own.find(({ spelled }) => spelled.endsWith('.final'));
  if (final?.swallowed && update && !update.swallowed) {
    tell({ message: 'swallowed', range: final.calleeRange, data });
    return;
  }
  const early = leavesEarly(call, file);
  if (early) tell({ message: 'early', range: early.calleeRange, data, confidence: 'medium' });
  if (call.arguments.length !== 3 || hasKnownLength(own, file)) return;
  const more = { severity: 'information', confidence: 'medium' } as const;
  tell({ message: 'anyLength', range: call.calleeRange, data, ...more, ...fixOf(call, file) });
}

const FORGE = /^(?:node-forge#|global#forge\.)cipher\.createDecipher\(\)\.finish$/;

function isGcm({ receiver }: CallFact): boolean {
  const [algorithm] = receiver.kind === 'call' ? receiver.arguments : [];
  return algorithm?.kind === 'known' && /gcm/i.test(String(algorithm.value));
}

/** A suggestion only: stored tags may be shorter. */
function fixOf({ range, path }: CallFact, { text }: FactsView): { fix?: Fix } {
  const written = text.slice(range.start, range.end);
  const end = range.end - 1;
  if (!/[^\s,]\)$/.test(written)) return {};
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Nur Prüfwerte von 16 Byte annehmen', en: 'Accept tags of 16 bytes only' },
      edits: [{ path, range: { start: end, end }, text: ', { authTagLength: 16 }' }],
    },
  };
}
