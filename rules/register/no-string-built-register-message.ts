import { rule, type FactsView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { MESSAGE_WORDS, messagesOf, partPlace, type MessagePart } from '../catalog/register-messages.ts';

interface Unescaped {
  readonly path: string;
  readonly part: MessagePart;
}

export const noStringBuiltRegisterMessage = rule({
  id: 'register/no-string-built-register-message',
  severity: 'error',
  words: MESSAGE_WORDS,
  text: {
    de: {
      title: 'Registernachricht aus Textstücken',
      messages: { unescaped: '`{name}` gelangt ohne Maskierung in den Text einer Registernachricht.' },
      why: 'Ein Name mit `<` oder `&` macht die Nachricht ungültig, und wer den Wert bestimmt, kann Elemente einschleusen: eine andere Person abfragen, Anlass und Aktenzeichen ändern oder mehr Daten anfordern. Was danach protokolliert wird, stimmt nicht mehr mit dem überein, was gefragt wurde.',
      advice: {
        unescaped:
          'Die Nachricht mit einem XML-Baukasten erzeugen, der maskiert (zum Beispiel `xmlbuilder2` mit `.txt(wert)`), und vor dem Senden gegen das Schema prüfen.',
      },
    },
    en: {
      title: 'Register message glued from texts',
      messages: { unescaped: '`{name}` gets into the text of a register message without being escaped.' },
      why: 'A name with `<` or `&` makes the message invalid, and whoever decides the value can smuggle elements in: ask for another person, change reason and file reference, or demand more data. What is logged afterwards is no longer what was asked for.',
      advice: {
        unescaped:
          'Make the message with an XML builder that escapes (for example `xmlbuilder2` with `.txt(value)`), and check it against the schema before it is sent.',
      },
    },
  },
  project(project, report) {
    for (const { path, part } of project.gather(unescaped)) {
      const source = project.file(path).text;
      const range = partPlace(part, source);
      const written = source.slice(range.start, range.end);
      const name = /^[\w$]+(?:\??\.[\w$]+)*$/.test(written) ? written : shown(part.value);
      report({ path, message: 'unescaped', range, data: { name } });
    }
  },
});

/** Inside of an element, or of an attribute in quotes. */
const INSIDE = /(?:>[^<>]{0,200}|=\s?["'][^"'<>]{0,200})$/;
/** Functions that give back the same text in another dress. */
const SAME_TEXT = /(?:^|[.#])(?:String|toString|trim|trimEnd|toUpperCase|toLowerCase|normalize)$/;
/** Modules whose objects hold what a browser sent. */
const REQUEST = /^(?:express|fastify|koa|@koa\/router|hono|next\/server|@hapi\/hapi|restify)$/;
/** Values in which somebody may write what they like. */
const FREE: ReadonlySet<string> = new Set(
  'name namen vorname vornamen nachname familienname geburtsname strasse ort wohnort anschrift text bemerkung grund anlass aktenzeichen'.split(
    ' ',
  ),
);
/** Values that hold no signs of XML. */
const NARROW: ReadonlySet<string> = new Set(
  'uuid datum date zeit time zeitpunkt timestamp jahr anzahl count index version ns namespace nummer plz code codes ags ars'.split(
    ' ',
  ),
);

/** One place per message: where somebody may write what they like, else the first. */
function unescaped(file: FactsView): readonly Unescaped[] {
  return messagesOf(file).flatMap(({ path, parts }) => {
    const raw = parts.filter(isRaw);
    const part = raw.find(({ value }) => lastWords(value).some((word) => FREE.has(word))) ?? raw[0];
    return part ? [{ path, part }] : [];
  });
}

function isRaw({ value, before }: MessagePart): boolean {
  return INSIDE.test(before.slice(-400)) && isPlain(value) && !lastWords(value).some((word) => NARROW.has(word));
}

/** A value as it came: nothing has looked at it on the way. */
function isPlain(value: Value): boolean {
  if (value.kind === 'call') return SAME_TEXT.test(value.callee) && value.arguments.some(isPlain);
  if (value.kind === 'reference') return REQUEST.test(value.module);
  return value.kind === 'parameter' || (value.kind === 'unknown' && value.spelled !== undefined);
}

function shown(value: Value): string {
  return value.spelled ?? (value.kind === 'parameter' ? [value.name, ...(value.path ?? [])].join('.') : '');
}

function lastWords(value: Value): readonly string[] {
  if (value.kind === 'call') return value.arguments.flatMap(lastWords);
  const name =
    value.kind === 'parameter' ? (value.path?.at(-1) ?? value.name) : (value.spelled?.split('.').at(-1) ?? '');
  return wordsOf(name);
}
