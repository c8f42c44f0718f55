import { entryOf, isAlways } from '../../server/model/ask.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { RecordValue, Value } from '../../server/model/value.ts';
import { realmOf } from '../catalog/keycloak-realms.ts';
import {
  codeSettings,
  isAnswerTakenForTruth,
  isTooLax,
  keptSetting,
  takesOtplib,
  type CodeProperty,
} from '../catalog/one-time-codes.ts';

type Message = CodeProperty | 'reused' | 'truth';

/** What a realm says about codes. */
const OF_REALM: readonly (readonly [string, CodeProperty])[] = [
  ['otpPolicyLookAheadWindow', 'steps'],
  ['otpPolicyPeriod', 'span'],
  ['otpPolicyDigits', 'digits'],
];

export const noWeakOneTimeCode = rule<Message>({
  id: 'mfa/no-weak-one-time-code',
  severity: 'warning',
  words: [
    'otplib',
    'speakeasy',
    'otpauth',
    'notp',
    'node-2fa',
    'passport-totp',
    'passport-2fa-totp',
    'otpPolicy',
    'otp_policy',
  ],
  text: {
    de: {
      title: 'Einmalcode, der sich erraten oder wiederverwenden lässt',
      messages: {
        steps: '`{name}` nimmt {count} Codes vor und nach dem aktuellen an.',
        tolerance: '`{name}` nimmt Codes an, die bis zu {count} Sekunden alt sind.',
        span: '`{name}` lässt einen Code {count} Sekunden gelten.',
        digits: '`{name}` verlangt nur {count} Ziffern.',
        seed: 'Das Geheimnis für die Codes hat nur {count} Byte.',
        reused: '`{name}` lässt denselben Code mehrmals zu.',
        truth: '`{name}` antwortet mit einem Objekt, das immer wahr ist: Jeder Code wird angenommen.',
      },
      why: 'Ein Einmalcode aus sechs Ziffern schützt, weil er nach einer halben Minute verfällt und nur einmal gilt. Je mehr Codes gleichzeitig gelten, desto eher trifft ein geratener; und wer einen Code mitliest oder abfischt, hat länger Zeit, ihn einzusetzen.',
      advice: {
        steps: '`{name}` auf 1 setzen; das gleicht Uhren aus, die eine halbe Minute falsch gehen.',
        tolerance: '`{name}` auf 30 setzen.',
        span: '`{name}` auf 30 setzen.',
        digits: '`{name}` auf 6 setzen.',
        seed: '20 Byte erzeugen.',
        reused: '`{name}` auf `false` setzen.',
        truth: 'Das Ergebnis lesen: `(await verify(…)).valid`.',
      },
    },
    en: {
      title: 'One-time code that can be guessed or used again',
      messages: {
        steps: '`{name}` accepts {count} codes before and after the current one.',
        tolerance: '`{name}` accepts codes that are up to {count} seconds old.',
        span: '`{name}` lets a code last {count} seconds.',
        digits: '`{name}` demands {count} digits only.',
        seed: 'The secret for the codes has {count} bytes only.',
        reused: '`{name}` allows the same code several times.',
        truth: '`{name}` answers with an object, which is always true: every code is accepted.',
      },
      why: 'A one-time code of six digits protects because it expires after half a minute and counts only once. The more codes count at the same time, the sooner a guessed one hits; and whoever reads along or phishes a code has more time to use it.',
      advice: {
        steps: 'Set `{name}` to 1, which makes up for clocks that are half a minute off.',
        tolerance: 'Set `{name}` to 30.',
        span: 'Set `{name}` to 30.',
        digits: 'Set `{name}` to 6.',
        seed: 'Generate 20 bytes.',
        reused: 'Set `{name}` to `false`.',
        truth: 'Read the result: `(await verify(…)).valid`.',
      },
    },
  },
  on: {
    call(call, report) {
      for (const { property, name, value } of codeSettings(call)) judge(property, name, value, report);
      const truth = isAnswerTakenForTruth(call);
      if (truth) report({ message: 'truth', range: truth, data: { name: call.spelled, count: '' } });
    },
    resource(resource, report, file) {
      const realm = realmOf(resource);
      if (realm) judgeRealm(realm, report, file);
    },
  },
  project(project, report) {
    const kept = project.gather((file) =>
      takesOtplib(file.facts('import').map(({ module }) => module))
        ? file.facts('named-value').flatMap((fact) => {
            const setting = keptSetting(fact);
            return setting ? [{ path: fact.path, ...setting }] : [];
          })
        : [],
    );
    for (const { path, property, name, value } of kept)
      judge(property, name, value, (problem) => {
        report({ ...problem, path });
      });
  },
});

function judgeRealm(realm: RecordValue, report: Report<Message>, file: FileView): void {
  // Keycloak passes over the rest where no kind is given.
  if (entryOf(realm, 'otpPolicyType').kind === 'absent') return;
  const milder = file.stage === 'local' ? { severity: 'information' as const } : {};
  for (const [name, property] of OF_REALM)
    judge(property, name, entryOf(realm, name), (problem) => {
      report({ ...problem, ...milder });
    });
  const reused = entryOf(realm, 'otpPolicyCodeReusable');
  if (isAlways(reused, true) && reused.range)
    report({ message: 'reused', range: reused.range, data: { name: 'otpPolicyCodeReusable', count: '' }, ...milder });
}

function judge(property: CodeProperty, name: string, value: Value, report: Report<Message>): void {
  // `[past, future]`: the past is what somebody may have read along.
  const [longest = value] = value.kind === 'list' ? value.items : [];
  if (longest.kind !== 'known') return;
  const count = typeof longest.value === 'string' ? Number.parseInt(longest.value, 10) : longest.value;
  if (typeof count !== 'number' || !Number.isFinite(count) || !isTooLax(property, count)) return;
  report({ message: property, range: longest.range, data: { name, count: String(count) } });
}
