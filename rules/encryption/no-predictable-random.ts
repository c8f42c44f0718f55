import { wordsOf } from '../../server/model/words.ts';
import type { FlowFact } from '../../server/model/facts.ts';
import { rule, type Problem } from '../../server/model/rule.ts';
import { isSecretName, secretIn, type GuessableSecret } from '../catalog/guessable-uses.ts';
import { generatedSecrets } from '../catalog/generated-elsewhere.ts';
import { guessable, type GuessableKind } from '../catalog/guessable-values.ts';

type Message = 'chance' | 'time' | 'series' | 'alias' | 'shell';

export const noPredictableRandom = rule<Message>({
  id: 'encryption/no-predictable-random',
  severity: 'error',
  words: [
    '$RANDOM',
    '${RANDOM',
    'Math.random',
    /\brandom\b/,
    /\bshortid\b|\buniqid\b|\bcuid\b|\bhyperid\b|seedrandom|random-seed|mersenne-twister|non-secure|\bmathjs\b/,
    /['"]chance['"]|\bfaker\b|['"](?:@ngneat\/falso|casual)['"]/,
    // Of lodash and its like
    /\bsample(?:Size)?\b|\bshuffle\b|\buniqueId\b|\brandom(?:Int|Integer|String)\b|['"]radash['"]/,
    /['"]uid['"]|@lukeed\/uuid|\bv[16]\b|pseudoRandomBytes|ObjectId/i,
    // The time as a number or as a text; a date that stays a date fills no secret.
    /Date\.now|new Date\(\)(?:\.(?:getTime|valueOf|to)|\s?\+)|[+({]\s?new Date\(\)|getTime\(\)|hrtime|performance\.now|\bmoment\(\)|\bdayjs\(\)/,
    // Made by a function of the project
    /(?:token|passwor[dt]|kennwort|code|pin|tan|otp|secret|api_?key|sess?ion_?id)\s?[:=]\s?(?:await )?(?:`[^`]{0,20}\$\{)?[\w.]{1,40}\(/,
  ],
  text: {
    de: {
      title: 'Vorhersehbarer Zufall für ein Geheimnis',
      messages: {
        chance: '`{name}` entsteht aus `{api}`; die Werte lassen sich aus früheren vorhersagen.',
        time: '`{name}` entsteht aus `{api}`; wer den Zeitpunkt ungefähr kennt, errät den Wert.',
        shell: '`{name}` entsteht aus `{api}`; jede Zahl daraus ist eine von 32768.',
        series: '`{name}` entsteht aus `{api}`; die Kennungen zählen weiter und sind erratbar.',
        alias:
          '`{name}` entsteht aus `{api}`; die Funktion ist abgekündigt und verspricht dem Namen nach keine Stärke.',
      },
      why: 'Wer den Wert errät, setzt fremde Kennwörter zurück, übernimmt Sitzungen oder holt fremde Unterlagen ab. `Math.random` und Verwandte verraten nach wenigen Werten ihren inneren Zustand, Zeitangaben und fortlaufende Kennungen haben kaum Möglichkeiten. Für Farben, Wartezeiten und Kennungen von Elementen reichen sie.',
      advice: {
        chance:
          "Zufall aus `node:crypto` verwenden: `randomInt(100000, 1000000)` für Ziffern, `randomBytes(32).toString('base64url')` für Token; im Browser `crypto.getRandomValues`.",
        time: "Zufall aus `node:crypto` verwenden, zum Beispiel `randomBytes(32).toString('base64url')` oder `randomUUID()`; der Zeitpunkt kann daneben stehen.",
        shell: '`openssl rand -hex 32` verwenden.',
        series: "`randomUUID()` oder `randomBytes(32).toString('base64url')` aus `node:crypto` verwenden.",
        alias: '`randomBytes` verwenden, das dieselben Argumente hat.',
      },
    },
    en: {
      title: 'Predictable randomness for a secret',
      messages: {
        chance: '`{name}` is made from `{api}`, whose values follow from earlier ones.',
        time: '`{name}` is made from `{api}`; whoever roughly knows the moment guesses the value.',
        shell: '`{name}` is made from `{api}`, each number of which is one of 32768.',
        series: '`{name}` is made from `{api}`, whose ids count on and can be guessed.',
        alias: '`{name}` is made from `{api}`, a deprecated function whose name promises no strength.',
      },
      why: 'Whoever guesses the value resets the passwords of others, takes over their sessions or collects their documents. `Math.random` and its like give their inner state away after a few values, times and running numbers have hardly any possibilities. For colours, waiting times and ids of elements they are good enough.',
      advice: {
        chance:
          "Use randomness from `node:crypto`: `randomInt(100000, 1000000)` for digits, `randomBytes(32).toString('base64url')` for tokens; in the browser `crypto.getRandomValues`.",
        time: "Use randomness from `node:crypto`, for example `randomBytes(32).toString('base64url')` or `randomUUID()`; the time may stand beside it.",
        shell: 'Use `openssl rand -hex 32`.',
        series: "Use `randomUUID()` or `randomBytes(32).toString('base64url')` from `node:crypto`.",
        alias: 'Use `randomBytes`, which takes the same arguments.',
      },
    },
  },
  on: {
    setting({ key, value }, report) {
      const name = key.at(-1) ?? '';
      const parts = value.kind === 'composed' ? value.parts : [value];
      const isRandom = parts.some((part) => part.kind === 'environment' && part.name === 'RANDOM');
      const isAlone = parts.every(
        (part) => part.kind === 'known' || (part.kind === 'environment' && part.name === 'RANDOM'),
      );
      if (isRandom && isAlone && value.kind !== 'absent' && isSecretName(name))
        report({ message: 'shell', range: value.range, data: { name, api: '$RANDOM' } });
    },
    flow(flow, report, file) {
      const kind = guessable(flow.source);
      if (!kind || isMadeUp(file.path)) return;
      const secret = secretIn(flow, kind);
      if (!secret) return;
      report(problemOf(flow, kind, secret));
    },
  },
  project(project, report) {
    for (const { flow, kind, call, ...secret } of generatedSecrets(project)) {
      if (isMadeUp(flow.path) || isMadeUp(call.path)) continue;
      report({ ...problemOf(flow, kind, secret, call.path), path: flow.path });
    }
  },
});

function problemOf(
  flow: FlowFact,
  kind: GuessableKind,
  { name, step, isCertain }: GuessableSecret,
  path = flow.path,
): Problem<Message> {
  return {
    message: kind,
    range: flow.range,
    data: { name, api: flow.spelled },
    same: `${flow.functionName} ${name}`,
    ...(kind === 'alias' && { severity: 'information' }),
    ...((!isCertain || kind === 'time') && { confidence: 'medium' }),
    related: [{ range: step.range, path, text: { de: `hier wird daraus ${name}`, en: `here it becomes ${name}` } }],
  };
}

/** Files of made-up data. */
function isMadeUp(path: string): boolean {
  return wordsOf(path.split('/').at(-1) ?? '').some((word) =>
    /^(?:mock|mocks|fake|faker|dummy|seed|seeds|seeder|demo|testdata|testdaten|fixtures?)$/.test(word),
  );
}
