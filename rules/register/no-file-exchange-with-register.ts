import { entryOf } from '../../server/model/ask.ts';
import type { CallFact, CommandFact, SettingFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import {
  COPY_PROGRAMS,
  deliveredRegister,
  deliveryOfSetting,
  isOtherFile,
  FILE_PROGRAMS,
  isFileCall,
  isMail,
  isSharedPath,
  isTransfer,
  isTransferConnection,
  PERSON_WORDS,
} from '../catalog/register-deliveries.ts';
import { REGISTER_FILE_WORDS, registerIn, type Register } from '../catalog/registers.ts';
import { spokenTexts } from '../catalog/spoken-texts.ts';
import { writtenTexts } from '../catalog/written-texts.ts';

/** Documents whose texts are shown to people or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set([
  'texts',
  'npm:package',
  'tsconfig',
  'openapi',
  'json-schema',
  'sql',
]);

interface Delivery {
  readonly path: string;
  readonly message: 'file' | 'mail' | 'setting';
  readonly range: TextRange;
  readonly register: Register;
  readonly name: string;
  readonly same?: string;
}

export const noFileExchangeWithRegister = rule({
  id: 'register/no-file-exchange-with-register',
  severity: 'warning',
  words: [
    ...REGISTER_FILE_WORDS,
    /(?:^|[^a-z])(?:ewo|einwohner|melde|personenstand|autista|gewerbedaten|halterdb|azr|nwr|bzr)(?:[^a-z]|daten|db)/,
  ],
  text: {
    de: {
      title: 'Austausch mit einem Register über Dateien oder E-Mail',
      messages: {
        file: '`{name}` tauscht Daten mit dem Register ({de}) als Datei aus.',
        mail: '`{name}` schickt Registerdaten ({de}) per E-Mail.',
        setting: '`{name}` richtet einen Austausch von Dateien mit dem Register ein ({de}).',
      },
      why: 'Eine Datei in einem Ordner, auf einem Transferserver oder an einer E-Mail kennt weder Empfänger noch Zweck: Wer den Ordner oder das Postfach öffnen kann, liest Anschriften und Sperren mit, Kopien bleiben liegen, und niemand bemerkt, wenn etwas fehlt oder geändert wurde. Für Übermittlungen der Melde- und Standesämter sind Standard, Signatur und Verschlüsselung vorgeschrieben. Jede solche Sonderstrecke muss mit der Registermodernisierung ohnehin abgelöst werden.',
      advice: {
        file: 'Die Daten als Nachricht über {standard} an die Stelle senden, die das Verzeichnis nennt, oder dort abrufen.',
        mail: 'Die Angaben als Nachricht über {standard} übermitteln; in die E-Mail gehört höchstens der Hinweis, dass etwas bereitliegt.',
        setting:
          'Den Austausch auf Nachrichten über {standard} umstellen und Ordner und Zugangsdaten des Transferservers entfernen.',
      },
    },
    en: {
      title: 'Exchange with a register by files or mail',
      messages: {
        file: '`{name}` exchanges data with the {en} as a file.',
        mail: '`{name}` sends register data ({en}) by mail.',
        setting: '`{name}` sets up an exchange of files with the {en}.',
      },
      why: 'A file in a folder, on a transfer server or in a mail knows neither recipient nor purpose: whoever can open folder or mailbox reads addresses and blocks, copies stay behind, and nobody notices when something is missing or was changed. For transfers of registration and civil status offices standard, signature and encryption are laid down. Every such path of its own has to be torn out for the modernisation of registers anyway.',
      advice: {
        file: 'Send the data as a message over {standard} to the body that the directory names, or retrieve them there.',
        mail: 'Transfer the data as a message over {standard}; a mail should say no more than that something is waiting.',
        setting:
          'Change the exchange to messages over {standard}, and remove folder and credentials of the transfer server.',
      },
    },
  },
  project(project, report) {
    for (const { path, message, range, register, name, same } of project.gather(deliveries))
      report({
        path,
        message,
        range,
        data: { ...register.name, standard: register.standard, name },
        ...(same !== undefined && { same }),
      });
  },
});

function deliveries(file: FactsView): readonly Delivery[] {
  return [
    ...file.facts('call').flatMap((call) => [...inFileCall(call), ...inMail(call)]),
    ...file.facts('setting').flatMap(inSetting),
    ...file.facts('command').flatMap(inCommand),
  ];
}

function inFileCall(call: CallFact): readonly Delivery[] {
  const isFar = isTransfer(call.callee);
  if (isTransferConnection(call.callee)) return inConnection(call);
  if (!isFar && !isFileCall(call.callee)) return [];
  for (const argument of call.arguments) {
    if (argument.kind === 'absent' || !isPath(argument)) continue;
    const texts = spokenTexts(argument);
    if (!isFar && !isSharedPath(texts)) continue;
    const register = deliveredRegister(texts);
    if (register) return [{ ...placed(call, argument), message: 'file', register, name: call.spelled }];
  }
  // The folder says nothing; the client or the function does.
  const owner = call.spelled.split('.').slice(0, -1).join('.');
  const register = isFar ? deliveredRegister([owner, call.functionName]) : undefined;
  return register ? [{ path: call.path, range: call.calleeRange, message: 'file', register, name: call.spelled }] : [];
}

/** Contents are no paths, whatever they speak of. */
function isPath(value: Value): boolean {
  if (value.kind === 'call')
    return /^node:(?:path|url)#/.test(value.callee) || /(?:^|[.#])(?:join|resolve|posix\.join)$/.test(value.callee);
  if (value.kind === 'known') return typeof value.value === 'string' && value.value.length < 300;
  if (value.kind === 'composed') return !spokenTexts(value).some((text) => /[<>\n;]/.test(text));
  if (value.kind === 'either') return value.options.every((option) => option.kind !== 'absent' && isPath(option));
  return value.kind === 'environment';
}

function inConnection(call: CallFact): readonly Delivery[] {
  for (const argument of call.arguments) {
    for (const host of [argument, entryOf(argument, 'host'), entryOf(argument, 'share')]) {
      if (host.kind === 'absent' || host.kind === 'record') continue;
      const register = deliveredRegister(spokenTexts(host));
      if (register) return [{ ...placed(call, host), message: 'file', register, name: call.spelled }];
    }
  }
  return [];
}

const RECIPIENTS = ['to', 'cc', 'bcc', 'To', 'empfaenger', 'an', 'recipient', 'recipients'];
const CONTENTS = [
  'text',
  'html',
  'attachments',
  'template',
  'context',
  'body',
  'content',
  'inhalt',
  'anhang',
  'anlagen',
  'textBody',
  'TextBody',
  'HtmlBody',
];
function inMail(call: CallFact): readonly Delivery[] {
  if (!isMail(call.callee === '' ? call.spelled : call.callee)) return [];
  const options = call.arguments.find(({ kind }) => kind === 'record');
  const [first, ...rest] = call.arguments;
  const recipients = options ? RECIPIENTS.map((name) => entryOf(options, name)) : first ? [first] : [];
  const contents = options ? CONTENTS.map((name) => entryOf(options, name)) : rest;
  const told = contents.flatMap((value) => namesIn(value));
  for (const recipient of recipients) {
    if (recipient.kind === 'absent') continue;
    const register = registerOfRecipient(spokenTexts(recipient, true));
    if (register && told.some((name) => wordsOf(name).some((word) => PERSON_WORDS.has(word))))
      return [{ ...placed(call, recipient), message: 'mail', register, name: call.spelled }];
  }
  const data = told.find((name) => registerIn(name.split('.')[0] ?? '') !== undefined);
  const register = data === undefined ? undefined : registerIn(data);
  return register ? [{ path: call.path, range: call.calleeRange, message: 'mail', register, name: call.spelled }] : [];
}

/** Names of what is put in, without the fixed texts around it. */
function namesIn(value: Value): readonly string[] {
  if (value.kind === 'absent') return [];
  if (value.kind === 'composed') return value.parts.flatMap(namesIn);
  if (value.kind === 'list') return value.items.flatMap(namesIn);
  if (value.kind === 'record') return [...value.entries.values()].flatMap(namesIn);
  if (value.kind === 'known') return [];
  return spokenTexts(value);
}

function registerOfRecipient(texts: readonly string[]): Register | undefined {
  for (const text of texts) {
    const register = registerIn(text);
    if (register) return register;
  }
  return undefined;
}

function inSetting({ path, key, value, keyRange, document }: SettingFact): readonly Delivery[] {
  if (OTHER_DOCUMENTS.has(document)) return [];
  const [text] = writtenTexts(value, path);
  if (!text || /^(?:true|false|yes|no|on|off|\d*)$/i.test(text.text)) return [];
  const register = deliveryOfSetting(key, text.text);
  if (!register) return [];
  const at = value.kind === 'absent' ? keyRange : value.range;
  // Host and folder of one exchange stand together.
  const block = wordsOf(key.join('.')).slice(0, -1).join(' ');
  const same = `${register.standard} ${block}`;
  return [{ path, message: 'setting', range: at, register, name: key.at(-1) ?? '', same }];
}

function inCommand({ path, program, arguments: given }: CommandFact): readonly Delivery[] {
  const texts = given.map(({ text }) => text);
  const isFar =
    FILE_PROGRAMS.has(program) ||
    (program === 'curl' && texts.some((text) => /^(?:sftp|scp|ftps|smtps?):\/\//.test(text)));
  if (!isFar && !(COPY_PROGRAMS.has(program) && isSharedPath(texts))) return [];
  // What is copied may be a backup although only the other side says so.
  if (texts.length > 20 || isOtherFile(texts)) return [];
  const argument = given.find(({ text }) => deliveredRegister([text]) !== undefined);
  const register = argument && deliveredRegister([argument.text]);
  return register ? [{ path, message: 'file', range: argument.range, register, name: program }] : [];
}

function placed({ path, calleeRange }: CallFact, value: Value): { readonly path: string; readonly range: TextRange } {
  const range = value.range ?? calleeRange;
  return { path, range: range.path === undefined || range.path === path ? range : calleeRange };
}
