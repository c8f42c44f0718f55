import type { Fix } from '../../server/model/finding.ts';
import { rule, type FileView } from '../../server/model/rule.ts';
import { placeOf } from '../../server/model/text-range.ts';
import { promisesOf, type Promised } from '../catalog/strict-transport.ts';

type Message = 'off' | 'takenBack' | 'short';

/** Seconds of a year, what ASVS 3.4.1 asks for. */
const YEAR = 31_536_000;
/** Below half a year helmet's own older default was never. */
const HALF = 15_552_000;

export const requireHsts = rule<Message>({
  id: 'encryption/require-hsts',
  severity: 'warning',
  fix: 'suggestion',
  words: ['strict-transport-security', 'stricttransportsecurity', /\bhsts/, 'stsSeconds', /strict_transport_security/],
  text: {
    de: {
      title: 'HSTS abgeschaltet oder zu kurz',
      messages: {
        off: '`{name}` lässt HSTS weg; der erste Aufruf über `http://` bleibt angreifbar.',
        takenBack: '`max-age=0` nimmt HSTS in allen Browsern zurück, die es schon kennen.',
        short: 'HSTS gilt hier nur {time}; wer seltener vorbeikommt, ist beim nächsten Aufruf ungeschützt.',
      },
      why: 'Bürgerinnen und Bürger tippen die Adresse ohne `https://` ein. Ohne HSTS geht dieser erste Aufruf unverschlüsselt hinaus, und wer im selben WLAN sitzt, leitet ihn auf eine Kopie der Seite um. Mit HSTS merkt sich der Browser, dass er nur noch verschlüsselt kommt. Wer einen Onlinedienst nutzt, tut das oft nur einmal im Jahr, deshalb muss die Zeit lang sein.',
      advice: {
        off: 'Die Zeile streichen; die Vorgabe von helmet gilt ein Jahr. Setzt der Proxy die Kopfzeile, genügt ein Kommentar mit Begründung.',
        takenBack:
          '`max-age=31536000; includeSubDomains` setzen; 0 nur, wenn der Dienst wirklich wieder ohne TLS laufen soll.',
        short: 'Auf mindestens ein Jahr setzen: `max-age=31536000; includeSubDomains`.',
      },
    },
    en: {
      title: 'HSTS switched off or too short',
      messages: {
        off: '`{name}` leaves HSTS out; the first request over `http://` stays open to attack.',
        takenBack: '`max-age=0` takes HSTS back in all browsers that know it already.',
        short: 'HSTS holds for {time} only here; whoever comes by less often is unprotected at the next request.',
      },
      why: 'Citizens type the address without `https://`. Without HSTS this first request goes out unencrypted, and whoever is in the same WLAN redirects it to a copy of the page. With HSTS the browser remembers that it comes with encryption only. People often use an online service once a year only, so the time has to be long.',
      advice: {
        off: 'Remove the line; the default of helmet is a year. Where the proxy sets the header, a comment with the reason is enough.',
        takenBack:
          'Set `max-age=31536000; includeSubDomains`; 0 only where the service really has to go back to running without TLS.',
        short: 'Set at least a year: `max-age=31536000; includeSubDomains`.',
      },
    },
  },
  project(project, report) {
    for (const promise of project.gather(promisesOf)) {
      if (promise.seconds >= YEAR) continue;
      const { path, range, seconds, name } = promise;
      report({
        message: name === undefined ? (seconds === 0 ? 'takenBack' : 'short') : 'off',
        path,
        range,
        data: { name: name ?? '', time: shownTime(seconds) },
        confidence: seconds < HALF && name === undefined ? 'high' : 'medium',
        same: `${path} ${String(range.start)}`,
        ...longer(promise, project.file(path)),
      });
    }
  },
});

/** In whole days, hours or seconds; the units are the same word's beginning in both languages. */
function shownTime(seconds: number): string {
  if (seconds >= 86_400) return `${String(Math.floor(seconds / 86_400))} d`;
  return seconds >= 3600 ? `${String(Math.floor(seconds / 3600))} h` : `${String(seconds)} s`;
}

function longer({ range, seconds, path }: Promised, file: FileView): { fix?: Fix } {
  if (seconds === 0 || placeOf(range, path).path !== path) return {};
  const written = file.text.slice(range.start, range.end);
  const match = /^\d{1,12}$|(?<=max-age=)\d{1,12}/i.exec(written);
  if (!match) return {};
  const from = range.start + match.index;
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Auf ein Jahr setzen', en: 'Set to a year' },
      edits: [{ path, range: { start: from, end: from + match[0].length }, text: String(YEAR) }],
    },
  };
}
