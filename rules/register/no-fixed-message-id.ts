import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { elementPlace, elementText, MESSAGE_WORDS, messagesOf } from '../catalog/register-messages.ts';

type Message = 'id' | 'time';

interface Fixed {
  readonly message: Message;
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const noFixedMessageId = rule<Message>({
  id: 'register/no-fixed-message-id',
  severity: 'warning',
  words: [...MESSAGE_WORDS, /nachrichten_?uuid|nachrichten_?id\b/, 'erstellungszeitpunkt'],
  text: {
    de: {
      title: 'Feste Kennung einer Registernachricht',
      messages: {
        id: '`{name}` ist in jeder Nachricht dieselbe.',
        time: '`{name}` ist in jeder Nachricht derselbe.',
      },
      why: 'Antworten werden über die Kennung ihrer Nachricht zugeordnet, und an Kennung und Zeitpunkt erkennt der Empfänger eine Nachricht, die ein zweites Mal eingespielt wird. Sind sie fest, geraten Auskünfte an den falschen Vorgang, und eine Wiederholung fällt nicht auf.',
      advice: {
        id: 'Für jede Nachricht eine neue Kennung erzeugen: `randomUUID()` aus `node:crypto`.',
        time: 'Den Zeitpunkt beim Erzeugen der Nachricht setzen: `new Date().toISOString()`.',
      },
    },
    en: {
      title: 'Fixed id of a register message',
      messages: {
        id: '`{name}` is the same in every message.',
        time: '`{name}` is the same in every message.',
      },
      why: 'Answers are matched by the id of their message, and by id and time the receiver notices a message that is played in a second time. Where they are fixed, answers get to the wrong case, and a repetition is not noticed.',
      advice: {
        id: 'Make a new id for every message: `randomUUID()` of `node:crypto`.',
        time: 'Set the time when the message is made: `new Date().toISOString()`.',
      },
    },
  },
  project(project, report) {
    for (const { message, path, range, name } of project.gather(fixed))
      report({ message, path, range: elementPlace(project.file(path).text, range, name), data: { name } });
  },
});

const ID = /^nachrichten(?:UUID|Id|Nummer)$/i;
const TIME = /^erstellungszeitpunkt$/i;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function fixed(file: FactsView): readonly Fixed[] {
  const found: Fixed[] = messagesOf(file).flatMap((message) =>
    [
      { form: 'id' as const, at: elementText(message, ID), isFixed: isId },
      { form: 'time' as const, at: elementText(message, TIME), isFixed: (text: string) => DATE.test(text) },
    ].flatMap(({ form, at, isFixed }) =>
      at && isFixed(at.text) ? [{ message: form, path: file.path, range: at.part.range, name: at.name }] : [],
    ),
  );
  for (const { names, value, form } of file.facts('named-value')) {
    const name = names.at(-1) ?? '';
    if (form !== 'property' || value.kind !== 'known' || typeof value.value !== 'string') continue;
    if (ID.test(name) && UUID.test(value.value))
      found.push({ message: 'id', path: file.path, range: value.range, name });
    if (TIME.test(name) && DATE.test(value.value))
      found.push({ message: 'time', path: file.path, range: value.range, name });
  }
  return found.filter(({ range }) => range.path === undefined || range.path === file.path);
}

/** Written down in full; `{{id}}`, `@ID@` and dots are places to be filled. */
function isId(text: string): boolean {
  return /^[\w-]{4,60}$/.test(text) && /\d/.test(text);
}
