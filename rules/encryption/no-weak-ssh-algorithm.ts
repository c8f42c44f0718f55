import { knownTexts } from '../../server/model/ask.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import { isWeakSsh, LIST, LIST_OPTION, weakIn } from '../catalog/ssh-algorithms.ts';
import { choicesIn } from '../catalog/ssh-clients.ts';
import { optionTexts, partOf } from '../catalog/ssh-commands.ts';

type Message = 'algorithm' | 'list';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const noWeakSshAlgorithm = rule<Message>({
  id: 'encryption/no-weak-ssh-algorithm',
  severity: 'error',
  words: [
    /\b(?:serverHostKey|kex|hmac|cipher)['"]?\s?:/,
    /kexalgorithms|hostkeyalgorithms|pubkeyaccepted/,
    /\b(?:ciphers|macs)[ \t=]/,
    /diffie-hellman-group|ssh-(?:dss|rsa)['"]|hmac-(?:md5|sha1|ripemd)|arcfour|3des-cbc/,
  ],
  text: {
    de: {
      title: 'Schwaches Verfahren für SSH',
      messages: {
        algorithm: '`{name}` ist als Verfahren für SSH zu schwach.',
        list: '`{setting}` lässt schwache Verfahren zu: {name}.',
      },
      why: 'Verbindungen über SSH werden mitgeschnitten und später entschlüsselt oder unbemerkt verändert, wenn Schlüsseleinigung, Verschlüsselung oder Prüfwert schwach sind: SHA-1 und Gruppen mit 1024 Bit sind gebrochen, CBC und RC4 ebenso. Die Gegenseite entscheidet mit; schon das Angebot eines schwachen Verfahrens lässt sich ausnutzen. Die Empfehlungen stehen in BSI TR-02102-4.',
      advice: {
        algorithm:
          'Streichen oder ersetzen: Schlüsseleinigung `ecdh-sha2-nistp384` oder `diffie-hellman-group16-sha512`, Verschlüsselung `aes256-gcm@openssh.com`, Prüfwert `hmac-sha2-256`, Serverschlüssel `ecdsa-sha2-nistp384`.',
        list: 'Die Namen aus der Liste streichen; die Vorgaben von OpenSSH sind besser als eine alte Liste.',
      },
    },
    en: {
      title: 'Weak algorithm for SSH',
      messages: {
        algorithm: '`{name}` is too weak an algorithm for SSH.',
        list: '`{setting}` admits weak algorithms: {name}.',
      },
      why: 'Connections over SSH are recorded and decrypted later, or changed without anybody noticing, where key agreement, encryption or authentication code are weak: SHA-1 and groups of 1024 bit are broken, and so are CBC and RC4. The other side has a say; the mere offer of a weak algorithm can be used. The recommendations are in BSI TR-02102-4.',
      advice: {
        algorithm:
          'Remove or replace it: key agreement `ecdh-sha2-nistp384` or `diffie-hellman-group16-sha512`, encryption `aes256-gcm@openssh.com`, authentication code `hmac-sha2-256`, key of the server `ecdsa-sha2-nistp384`.',
        list: 'Remove the names from the list; the defaults of OpenSSH are better than an old list.',
      },
    },
  },
  project(project, report) {
    for (const problem of project.gather(weak)) report(problem);
  },
});

function weak(file: FactsView): readonly ProjectProblem[] {
  const milder = file.stage === 'local' ? { severity: 'warning' as const } : {};
  return [...inCode(file), ...inSettings(file), ...inCommands(file)].map((problem) => ({ ...problem, ...milder }));
}

function inCode(file: FactsView): readonly ProjectProblem[] {
  return choicesIn(file).flatMap(({ value, path }) =>
    knownTexts(value)
      .filter((text) => isWeakSsh(text.value))
      .map((text) => {
        const range = value.range ?? text.range;
        const place = value.origin ?? { path, range };
        return {
          message: 'algorithm' as const,
          path,
          range,
          data: { name: text.value },
          same: `${place.path} ${String(place.range.start)}`,
        };
      }),
  );
}

/** `Ciphers` is a word of other programs, too, so the names decide. */
function inSettings(file: FactsView): readonly ProjectProblem[] {
  return file.facts('setting').flatMap(({ key, value, path }) => {
    const setting = key.at(-1) ?? '';
    if (value.kind !== 'known' || !LIST.test(setting)) return [];
    const names = weakIn(String(value.value));
    return names.length === 0
      ? []
      : [{ message: 'list' as const, path, range: value.range, data: { setting, name: names.join(', ') } }];
  });
}

function inCommands(file: FactsView): readonly ProjectProblem[] {
  return optionTexts(file).flatMap((text) =>
    [...text.text.matchAll(LIST_OPTION)].flatMap((match) => {
      const [whole, list = ''] = match;
      const names = weakIn(list);
      if (names.length === 0) return [];
      const range = partOf(text, match.index, whole.length);
      return [
        {
          message: 'list' as const,
          path: text.path,
          range,
          data: { setting: whole.split(/[= \t]/)[0] ?? '', name: names.join(', ') },
          same: `${text.path} ${String(range.start)}`,
        },
      ];
    }),
  );
}
