import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { isMessageExchange, isOtherProtection, protectionOf, weakness } from '../catalog/message-protection.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { writtenTexts } from '../catalog/written-texts.ts';

interface Unprotected {
  readonly path: string;
  readonly message: 'encryption' | 'signature' | 'unchecked';
  readonly range: TextRange;
  readonly name: string;
  /** What says which messages are meant. */
  readonly evidence: readonly string[];
  /** It checks signatures only half-heartedly: then it is messages in a project that touches a register. */
  readonly isPolicy: boolean;
}

export const requireProtectedRegisterMessage = rule({
  id: 'register/require-protected-register-message',
  severity: 'error',
  words: [
    /(?:signa?tur|signier|[^a-z]sign|encrypt|verschl(?:ue|ü)ssel)[\w.-]{0,20}["'\]]{0,2}\s?[:=]/,
    /<[\w:.-]{0,20}(?:sign|encrypt|verschl(?:ue|ü)ssel)/,
    /--[\w-]{0,20}(?:sign|encrypt|verschl(?:ue|ü)ssel)/,
  ],
  text: {
    de: {
      title: 'Registernachricht ohne Verschlüsselung oder Signatur des Inhalts',
      messages: {
        encryption: '`{name}` schaltet die Verschlüsselung des Inhalts aus.',
        signature: '`{name}` schaltet die Signatur des Inhalts aus.',
        unchecked: '`{name}` nimmt Nachrichten mit fehlender oder falscher Signatur an.',
      },
      why: 'Eine Nachricht an ein Register läuft über Vermittler, die sie weiterreichen, aber nicht lesen sollen: Nur die Verschlüsselung für den Empfänger schützt den Inhalt auf dem ganzen Weg. Die Signatur beweist, wer gefragt hat und dass unterwegs nichts geändert wurde. Wird sie nicht verlangt, kann jede Stelle auf dem Weg eine Auskunft oder eine Änderung im Namen einer Behörde fälschen.',
      advice: {
        encryption:
          'Die Verschlüsselung des Inhalts für den Empfänger einschalten, mit dem Zertifikat aus dem Verzeichnis der Dienste. Verschlüsselt das Gateway für die Anwendung, die Ausnahme mit Begründung vermerken.',
        signature:
          'Die Signatur des Inhalts einschalten. Gilt eine Ausnahme für Vermittlungsstellen oder ein Rechenzentrum, sie mit Begründung vermerken.',
        unchecked:
          'Die Signatur verlangen (zum Beispiel `require`) und Nachrichten ohne gültige Signatur zurückweisen.',
      },
    },
    en: {
      title: 'Register message without encryption or signature of its content',
      messages: {
        encryption: '`{name}` switches the encryption of the content off.',
        signature: '`{name}` switches the signature of the content off.',
        unchecked: '`{name}` accepts messages whose signature is missing or wrong.',
      },
      why: 'A message to a register goes through intermediaries that pass it on, but should not read it: only encryption for the recipient protects the content all the way. The signature proves who has asked and that nothing was changed on the way. Where it is not demanded, every place on the way can forge an answer or a change in the name of an authority.',
      advice: {
        encryption:
          'Switch on the encryption of the content for the recipient, with the certificate from the directory of services. Where the gateway encrypts for the application, note the exception with its reason.',
        signature:
          'Switch on the signature of the content. Where an exception for intermediaries or a data centre holds, note it with its reason.',
        unchecked: 'Demand the signature (for example `require`) and reject messages without a valid one.',
      },
    },
  },
  project(project, report) {
    const found = project.gather(unprotected);
    if (found.length === 0) return;
    const scope = new RegisterScope(project);
    for (const { path, message, range, name, evidence, isPolicy } of found) {
      const isMeant =
        isMessageExchange(evidence, scope.isTouched) || (isPolicy && scope.isTouched && !isOtherProtection(evidence));
      if (!isMeant) continue;
      const { stage } = project.file(path, range.start);
      const isTrial = stage === 'local' || stage === 'test';
      report({ path, message, range, data: { name }, ...(isTrial && { severity: 'information' as const }) });
    }
  },
});

function unprotected(file: FactsView): readonly Unprotected[] {
  const found = new Map<number, Unprotected>();
  const add = (names: readonly string[], value: Value, evidence: readonly string[]): void => {
    const protection = protectionOf(names);
    const [written] = protection ? textsOf(value, file.path) : [];
    const weak = protection && written && weakness(written.text, protection);
    if (!protection || !weak || value.kind === 'absent' || (value.range.path ?? file.path) !== file.path) return;
    const { kind, isChecking } = protection;
    const message = kind === 'encryption' ? 'encryption' : weak === 'lax' || isChecking ? 'unchecked' : 'signature';
    const isPolicy = kind === 'signature' && (weak === 'lax' || isChecking);
    const { range } = value;
    const known = found.get(range.start);
    const all = [...evidence, ...(known?.evidence ?? [])];
    found.set(range.start, { path: file.path, message, range, name: names.at(-1) ?? '', evidence: all, isPolicy });
  };
  for (const { key, value, document } of file.facts('setting'))
    if (document !== 'texts' && document !== 'npm:package') add(key, value, key);
  for (const { elements, attribute, value } of file.facts('markup')) {
    const names = [...elements, ...(attribute === undefined ? [] : [attribute])];
    add(names, value, names);
  }
  for (const { names, value, form, argumentOf = '' } of file.facts('named-value'))
    if (form !== 'attribute') add(names, value, [...names, argumentOf]);
  for (const call of file.facts('call')) inCall(call, add);
  return [...found.values()];
}

function inCall(
  call: CallFact,
  add: (names: readonly string[], value: Value, evidence: readonly string[]) => void,
): void {
  const evidence = [call.callee, call.spelled, call.functionName];
  const inside = (value: Value, way: readonly string[]): void => {
    if (value.kind !== 'record' || way.length > 3) return;
    for (const [name, entry] of value.entries) {
      if (entry.kind === 'record') inside(entry, [...way, name]);
      else add([...way, name], entry, [...evidence, ...way]);
    }
  };
  for (const argument of call.arguments) inside(argument, []);
}

function textsOf(value: Value, path: string): readonly { readonly text: string }[] {
  if (value.kind === 'known' && (typeof value.value === 'boolean' || value.value === null))
    return [{ text: String(value.value) }];
  if (value.kind === 'environment') return textsOf(value.fallback, path);
  return writtenTexts(value, path);
}
