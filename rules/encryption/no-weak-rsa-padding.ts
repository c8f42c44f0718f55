import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import {
  choosesPadding,
  namesOldPadding,
  paddingInCommand,
  PADDING_WORDS,
  weakPadding,
} from '../catalog/rsa-padding.ts';
import { programStarted } from '../catalog/started-programs.ts';

type Message = 'chosen' | 'byDefault' | 'always' | 'none' | 'setting' | 'command';

export const noWeakRsaPadding = rule<Message>({
  id: 'encryption/no-weak-rsa-padding',
  severity: 'error',
  words: PADDING_WORDS,
  text: {
    de: {
      title: 'Veraltetes Auffüllen bei RSA-Verschlüsselung',
      messages: {
        chosen: 'RSA verschlüsselt hier nach PKCS #1 v1.5; der Inhalt lässt sich mit vielen Anfragen erfragen.',
        byDefault:
          '`{name}` füllt ohne Angabe nach PKCS #1 v1.5 auf; der Inhalt lässt sich mit vielen Anfragen erfragen.',
        always: '`{name}` kennt nur PKCS #1 v1.5; der Inhalt lässt sich mit vielen Anfragen erfragen.',
        none: 'RSA ohne Auffüllen verrät den Inhalt kurzer und gleicher Nachrichten.',
        setting: '`{name}` wählt RSA nach PKCS #1 v1.5 für die Verschlüsselung.',
        command: '`{name}` verschlüsselt nach PKCS #1 v1.5, solange nichts anderes angegeben ist.',
      },
      why: 'Wer bei PKCS #1 v1.5 beobachten kann, ob das Entschlüsseln gelingt, schon an der Dauer der Antwort, entschlüsselt nach und nach fremde Nachrichten, ohne den Schlüssel zu kennen. Der Angriff ist seit 1998 bekannt und gelingt in neuen Programmen immer wieder. BSI TR-02102-1 empfiehlt für die Verschlüsselung OAEP.',
      advice: {
        chosen:
          "`padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256'` verwenden (in JOSE `RSA-OAEP-256`); die Gegenstelle muss es ebenfalls tun.",
        byDefault:
          "`RSA-OAEP` mit SHA-256 angeben, bei node-forge `encrypt(daten, 'RSA-OAEP', { md: forge.md.sha256.create() })`; die Gegenstelle muss es ebenfalls tun.",
        always: "`crypto.subtle.encrypt({ name: 'RSA-OAEP' }, …)` verwenden; die Gegenstelle muss es ebenfalls tun.",
        none: "`padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256'` verwenden; die Gegenstelle muss es ebenfalls tun.",
        setting:
          'RSA-OAEP mit SHA-256 einstellen, in JOSE `RSA-OAEP-256`, in XML `rsa-oaep`; die Gegenstelle muss es ebenfalls können.',
        command: '`openssl pkeyutl -encrypt -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256` verwenden.',
      },
    },
    en: {
      title: 'Outdated padding of RSA encryption',
      messages: {
        chosen: 'RSA encrypts after PKCS #1 v1.5 here; with many requests the content can be asked for.',
        byDefault:
          '`{name}` pads after PKCS #1 v1.5 where nothing is said; with many requests the content can be asked for.',
        always: '`{name}` knows PKCS #1 v1.5 only; with many requests the content can be asked for.',
        none: 'RSA without padding gives away the content of short and equal messages.',
        setting: '`{name}` selects RSA after PKCS #1 v1.5 for encryption.',
        command: '`{name}` encrypts after PKCS #1 v1.5 as long as nothing else is said.',
      },
      why: 'Whoever can watch with PKCS #1 v1.5 whether decryption succeeds, be it by the time an answer takes, decrypts messages of others step by step without the key. The attack has been known since 1998 and succeeds in new programs again and again. BSI TR-02102-1 recommends OAEP for encryption.',
      advice: {
        chosen:
          "Use `padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256'` (in JOSE `RSA-OAEP-256`); the other side has to do so, too.",
        byDefault:
          "Give `RSA-OAEP` with SHA-256, with node-forge `encrypt(data, 'RSA-OAEP', { md: forge.md.sha256.create() })`; the other side has to do so, too.",
        always: "Use `crypto.subtle.encrypt({ name: 'RSA-OAEP' }, …)`; the other side has to do so, too.",
        none: "Use `padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256'`; the other side has to do so, too.",
        setting:
          'Set RSA-OAEP with SHA-256, in JOSE `RSA-OAEP-256`, in XML `rsa-oaep`; the other side has to know it, too.',
        command: 'Use `openssl pkeyutl -encrypt -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256`.',
      },
    },
  },
  on: {
    call(call, report, file) {
      const weak = weakPadding(call);
      if (weak) {
        const origin = weak.value?.origin;
        const same = origin && `${origin.path} ${String(origin.range.start)}`;
        report({
          message: weak.kind,
          range: weak.range,
          data: { name: call.spelled },
          ...(same !== undefined && { same }),
        });
      }
      const started = programStarted(call);
      if (started) ofCommand(started.program, started.words, started.rangeOf, report, file);
    },
    'named-value'({ names, value, form, argumentOf }, report) {
      if (form !== 'property' && form !== 'field') return;
      if (argumentOf?.startsWith('@azure/keyvault-keys#')) return;
      ofSetting(names, value, report, {});
    },
    setting({ key, value, document }, report, file) {
      if (WITHOUT_ALGORITHMS.has(document)) return;
      ofSetting(key, value, report, file.stage === 'local' ? { severity: 'warning' } : {});
    },
    markup({ element, attribute, value }, report) {
      if (element === 'EncryptionMethod' && attribute === 'Algorithm')
        ofSetting([element, attribute], value, report, {});
    },
    command({ program, arguments: given }, report, file) {
      ofCommand(
        program,
        given.map(({ text }) => text),
        (index) => given[index]?.range,
        report,
        file,
      );
    },
  },
});

const WITHOUT_ALGORITHMS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

function ofSetting(
  names: readonly string[],
  value: Value,
  report: Report<Message>,
  more: { severity?: 'warning' },
): void {
  if (value.kind !== 'known' || !namesOldPadding(value.value) || !choosesPadding(names)) return;
  report({ message: 'setting', range: value.range, data: { name: names.slice(-2).join('.') }, ...more });
}

function ofCommand(
  program: string,
  words: readonly string[],
  rangeOf: (index: number) => TextRange | undefined,
  report: Report<Message>,
  file: FileView,
): void {
  const index = paddingInCommand(program, words);
  const range = index === undefined ? undefined : rangeOf(index);
  if (!range) return;
  const more = file.stage === 'local' ? { severity: 'information' as const } : { severity: 'warning' as const };
  report({ message: 'command', range, data: { name: `openssl ${words[0] ?? ''}` }, ...more });
}
