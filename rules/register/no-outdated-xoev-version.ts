import type { Edit, Fix } from '../../server/model/finding.ts';
import { rule, type ProjectView, type Problem } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { wordsOf } from '../../server/model/words.ts';
import { inForce, KEEPING_WORDS, standingOf, stepsBack } from '../catalog/register-standards.ts';
import { mentionsIn, type Mention } from '../catalog/standard-mentions.ts';

type Message = 'over' | 'changing' | 'early' | 'mixed';

export const noOutdatedXoevVersion = rule({
  id: 'register/no-outdated-xoev-version',
  severity: 'warning',
  words: (
    'osci.de/ xmeld xpsw xpersonenstand xauslaender xausländer xleitstelle.de/xbau xbau xplangml xplan ' +
    'xdomea schema.fitko.de/ /directory'
  ).split(' '),
  fix: 'suggestion',
  text: {
    de: {
      title: 'Fassung eines Standards, die nicht gilt',
      messages: {
        over: '{standard} {version} gilt nicht mehr; in Kraft ist {current}{de}.',
        changing: '{standard} {version} wurde am letzten Stichtag abgelöst; in Kraft ist {current}{de}.',
        early: '{standard} {version} gilt noch nicht; in Kraft ist {current}{de}.',
        mixed: 'Diese Nachricht nennt {standard} in zwei Fassungen, {version} und {other}.',
      },
      why: 'Behörden tauschen Nachrichten in genau der Fassung aus, die am Tag der Übermittlung gilt. Eine Nachricht in einer anderen Fassung wird am Nachrichtenkopf oder bei der Prüfung gegen das Schema abgewiesen, oder sie wird falsch gelesen: neue Angaben wie Sperren und Namen fehlen dann ohne Hinweis. Rückmeldungen bleiben liegen, und Register laufen auseinander.',
      advice: {
        over: 'Auf {standard} {current} umstellen: Namensraum, Attribut `version`, Schema und Dienstbezeichnung gemeinsam, am besten an einer Stelle im Programm. Wird die alte Fassung nur noch gelesen (Archiv, Übernahme), gehört das in einen so benannten Ordner.',
        changing:
          'Die Umstellung auf {standard} {current} abschließen oder beide Fassungen führen, bis alle Partner umgestellt haben.',
        early: 'Bis zum Stichtag {standard} {current} senden und die Fassung nach Datum wählen.',
        mixed: 'Namensraum, Attribut `version` und Schemaort auf dieselbe Fassung setzen, derzeit {current}.',
      },
    },
    en: {
      title: 'Release of a standard that is not in force',
      messages: {
        over: '{standard} {version} is no longer in force; {current} is{en}.',
        changing: '{standard} {version} was replaced on the last change date; {current} is in force{en}.',
        early: '{standard} {version} is not in force yet; {current} is{en}.',
        mixed: 'This message names {standard} in two releases, {version} and {other}.',
      },
      why: 'Authorities exchange messages in exactly the release that is in force on the day of the transfer. A message in another one is turned away because of its header or by the schema, or it is read wrongly: new particulars such as blocks and names are then missing without notice. Replies are left lying, and registers drift apart.',
      advice: {
        over: 'Change to {standard} {current}: namespace, attribute `version`, schema and service name together, best in one place of the program. Where the old release is only read (archive, take-over), that belongs in a folder named so.',
        changing: 'Finish the change to {standard} {current}, or carry both releases until all partners have changed.',
        early: 'Send {standard} {current} until the change date and choose the release by date.',
        mixed: 'Set namespace, attribute `version` and schema location to the same release, at present {current}.',
      },
    },
  },
  project(project, report) {
    const mentions = mentionsIn(project);
    const judged = mentions.filter(({ path, names }) => !isKept(path, names));
    const usesCurrent = new Set(
      mentions
        .filter(({ standard, release }) => standingOf(standard, release) === 'in force')
        .map(({ standard }) => standard.id),
    );
    for (const mention of judged) {
      const message = messageFor(mention, usesCurrent);
      if (!message || (mention.form === 'version' && isNamedByAddress(mention, judged))) continue;
      const { standard, release, place } = mention;
      const fix = message === 'over' || message === 'changing' ? fixOf(mention, judged, project) : undefined;
      report({
        path: place.path,
        message,
        range: { ...sharpened(mention, project), path: place.path },
        data: dataOf(mention),
        ...severityOf(mention, message, stepsBack(standard, release)),
        ...(fix && { fix }),
      });
    }
    for (const mention of judged) {
      const other = judged.find(
        (each) =>
          each !== mention &&
          each.text === mention.text &&
          each.standard === mention.standard &&
          each.release !== mention.release,
      );
      if (mention.form !== 'version' || !other || messageFor(mention, usesCurrent) || messageFor(other, usesCurrent))
        continue;
      const { place } = mention;
      report({
        path: place.path,
        message: 'mixed',
        range: { ...sharpened(mention, project), path: place.path },
        data: { ...dataOf(mention), other: other.release.version },
      });
    }
  },
});

/** Paths and names that say that old messages are meant. */
function isKept(path: string, names: readonly string[]): boolean {
  return [path, ...names].some((name) => wordsOf(name).some((word) => KEEPING_WORDS.has(word)));
}

function messageFor({ standard, release }: Mention, usesCurrent: ReadonlySet<string>): Message | undefined {
  switch (standingOf(standard, release)) {
    case 'over':
      return 'over';
    // Around a change date both releases are lawful side by side.
    case 'changing':
      return usesCurrent.has(standard.id) ? undefined : 'changing';
    case 'not yet':
      return usesCurrent.has(standard.id) ? undefined : 'early';
    default:
      return undefined;
  }
}

function severityOf({ standard }: Mention, message: Message, steps: number): Pick<Problem, 'severity' | 'confidence'> {
  if (message === 'changing') return standard.isNoticeMissing ? { severity: 'information', confidence: 'medium' } : {};
  return message === 'over' && steps > 1 && standard.isNoticeMissing ? { severity: 'error' } : {};
}

/** The version beside a namespace that is reported itself is not a second defect. */
function isNamedByAddress(mention: Mention, mentions: readonly Mention[]): boolean {
  return mentions.some(
    ({ form, place, release }) =>
      form === 'address' && place.path === mention.place.path && release === mention.release,
  );
}

function dataOf({ standard, release }: Mention): Record<string, string> {
  const current = inForce(standard);
  const [year = '', month = '', day = ''] = (current.validFrom ?? '').split('-');
  return {
    standard: standard.name,
    version: release.version,
    current: current.version,
    de: year === '' ? '' : ` seit ${day}.${month}.${year}`,
    en: year === '' ? '' : ` since ${year}-${month}-${day}`,
  };
}

/** The place inside of a long literal; escapes may move it, then the whole literal is named. */
function sharpened({ place, written }: Mention, project: ProjectView): TextRange {
  const { start, end } = place.range;
  const at = project.file(place.path).text.slice(start, end).indexOf(written);
  return at < 0 || written === '' ? { start, end } : { start: start + at, end: start + at + written.length };
}

/** A suggestion only: a new release also has new elements. */
function fixOf(mention: Mention, judged: readonly Mention[], project: ProjectView): Fix | undefined {
  const { standard, release, place } = mention;
  const current = inForce(standard);
  const [to] = current.written;
  if (mention.form !== 'address' || to === undefined || mention.stem === '') return undefined;
  const [from = ''] = release.written.filter((each) => mention.written.endsWith(mention.stem + each));
  const edits: Edit[] = occurrences(
    project.file(place.path).text,
    place.range,
    mention.stem + from,
    mention.stem + to,
    place.path,
  );
  for (const other of judged) {
    if (other.form !== 'version' || other.place.path !== place.path || other.release !== release) continue;
    const range = sharpened(other, project);
    const written = project.file(place.path).text.slice(range.start, range.end);
    edits.push({ path: place.path, range, text: written.replace(release.version, current.version) });
  }
  if (from === '' || edits.length === 0) return undefined;
  return {
    safety: 'suggestion',
    title: {
      de: `Auf ${standard.name} ${current.version} umstellen`,
      en: `Change to ${standard.name} ${current.version}`,
    },
    edits,
  };
}

function occurrences(text: string, range: TextRange, from: string, to: string, path: string): Edit[] {
  const edits: Edit[] = [];
  for (
    let at = text.indexOf(from, range.start);
    at >= 0 && at + from.length <= range.end;
    at = text.indexOf(from, at + from.length)
  ) {
    edits.push({ path, range: { start: at, end: at + from.length }, text: to });
  }
  return edits;
}
