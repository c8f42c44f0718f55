import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { knownTexts } from '../../server/model/ask.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import {
  ANGULAR_SETTINGS,
  BUILD_FILE,
  exposedVariables,
  isBuiltIn,
  isExposedVariable,
  isWholeEnvironment,
  isServerSecret,
  PUT_IN,
} from '../catalog/browser-secrets.ts';

type Message = 'prefix' | 'built' | 'whole' | 'angular';

export const noSecretInBrowser = rule<Message>({
  id: 'credentials/no-secret-in-browser',
  severity: 'error',
  words: [
    'next_public_',
    'nuxt_public_',
    'nuxt_env_',
    'expo_public_',
    'react_app_',
    'vue_app_',
    'ng_app_',
    'vite_',
    'gatsby_',
    'storybook_',
    /\bpublic_[a-z]/,
    'defineplugin',
    /\bdefine["']?\s?:/,
    'environmentplugin',
    'envprefix',
    'publicruntimeconfig',
    'runtimeconfig',
    'systemvars',
    /json\.stringify\(\s?process\.env/,
    /(?:secret|passw|kennwort)\w{0,20}:\s?['"][#$%{_<]/,
    /env: ?\{/,
    /define: ?\{/,
  ],
  text: {
    de: {
      title: 'Geheimnis im Programm für den Browser',
      messages: {
        prefix: 'Das Geheimnis `{name}` wird durch den Anfang seines Namens in das Programm für den Browser eingebaut.',
        built: 'Das Geheimnis `{name}` wird in das Programm für den Browser eingebaut.',
        whole: 'Alle Variablen der Umgebung werden in das Programm für den Browser eingebaut.',
        angular: 'Das Geheimnis `{name}` wird beim Ausliefern in das Programm für den Browser geschrieben.',
      },
      why: 'Was in das Programm für den Browser eingebaut ist, kann jede Person lesen, die die Seite öffnet: ein Blick in die Entwicklerwerkzeuge genügt. Mit dem Kennwort oder Schlüssel eines Dienstes handelt sie dann im Namen der Verwaltung.',
      advice: {
        prefix:
          'Die Variable ohne diesen Anfang benennen, nur auf dem Server lesen und den Aufruf über eine Route der Anwendung führen. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        built:
          'Den Eintrag streichen, die Variable nur auf dem Server lesen und den Aufruf über eine Route der Anwendung führen. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        whole:
          'Nur die Variablen einzeln aufführen, die der Browser braucht, und alle Geheimnisse dieser Umgebung ersetzen: Jedes gilt als bekannt.',
        angular:
          'Die Anmeldung ohne Geheimnis führen (öffentlicher Client mit PKCE) oder den Aufruf über einen Server führen, der das Geheimnis kennt. Das bisherige ersetzen: Es gilt als bekannt.',
      },
    },
    en: {
      title: 'Secret in the program for the browser',
      messages: {
        prefix: 'The beginning of its name builds the secret `{name}` into the program for the browser.',
        built: 'The secret `{name}` is built into the program for the browser.',
        whole: 'All variables of the environment are built into the program for the browser.',
        angular: 'The secret `{name}` is written into the program for the browser when that is delivered.',
      },
      why: 'What is built into the program for the browser can be read by everybody who opens the page: a look into the developer tools is enough. With the password or key of a service that person then acts in the name of the administration.',
      advice: {
        prefix:
          'Name the variable without this beginning, read it on the server only and send the call through a route of the application. Replace the secret: it counts as known.',
        built:
          'Remove the entry, read the variable on the server only and send the call through a route of the application. Replace the secret: it counts as known.',
        whole:
          'List only the variables that the browser needs, one by one, and replace all secrets of this environment: they count as known.',
        angular:
          'Sign in without a secret (public client with PKCE), or send the call through a server that knows the secret. Replace the secret: it counts as known.',
      },
    },
  },
  on: {
    'named-value'({ value, names, range, path }, report) {
      reportExposed(value, path, report);
      const name = names.at(-1) ?? '';
      if (ANGULAR_SETTINGS.test(path) && isServerSecret(name))
        for (const text of knownTexts(value))
          if (PUT_IN.test(text.value)) report({ message: 'angular', range: text.range, data: { name } });
      if (!BUILD_FILE.test(path)) return;
      if (name === 'envPrefix' && knownTexts(value).some((text) => text.value === ''))
        report({ message: 'whole', range });
      if (name === 'systemvars' && value.kind === 'known' && value.value === true) report({ message: 'whole', range });
      if (isBuiltIn(names, path)) reportBuilt(value, name, report);
    },
    comparison({ left, right, path }, report) {
      reportExposed(left, path, report);
      reportExposed(right, path, report);
    },
    call(call, report, file) {
      for (const argument of call.arguments) reportExposed(argument, call.path, report);
      if (BUILD_FILE.test(file.path)) reportPlugin(call, report);
    },
    setting({ key, keyRange, value }, report, file) {
      // A value that is written down is found for itself.
      if (value.kind === 'known' && value.value !== '') return;
      reportKey(key, keyRange, report, file);
    },
  },
});

/** Several uses of one variable are one problem. */
function reportExposed(value: Value, path: string, report: Report<Message>): void {
  for (const { name, value: read } of exposedVariables(value)) {
    if (read.kind === 'absent' || read.origin || (read.range.path !== undefined && read.range.path !== path)) continue;
    report({ message: 'prefix', range: read.range, data: { name }, same: name });
  }
}

function reportKey(key: readonly string[], range: TextRange, report: Report<Message>, file: FileView): void {
  const name = key.findLast((part) => !/^\d+$|^(?:value|name)$/.test(part)) ?? '';
  if (isExposedVariable(name) && file.kind !== 'sample')
    report({ message: 'prefix', range, data: { name }, same: name });
}

function reportBuilt(value: Value, entry: string, report: Report<Message>): void {
  const inside = value.kind === 'either' ? value.options : value.kind === 'composed' ? value.parts : [];
  for (const each of inside) reportBuilt(each, entry, report);
  if (value.kind !== 'environment' || value.origin || value.range.path !== undefined) return;
  const name = isServerSecret(value.name) ? value.name : isServerSecret(entry) ? entry : undefined;
  if (name !== undefined && !isExposedVariable(name)) report({ message: 'built', range: value.range, data: { name } });
}

/** Plug-ins of bundlers that put variables in, and `JSON.stringify(process.env)` beside them. */
function reportPlugin({ callee, spelled, arguments: given, range }: CallFact, report: Report<Message>): void {
  const [first = ABSENT] = given;
  // `defineConfig({ define: { 'process.env': process.env } })`
  const defined = first.kind === 'record' ? first.entries.get('define') : undefined;
  for (const value of defined?.kind === 'record' ? defined.entries.values() : [])
    if (isWholeEnvironment(value)) report({ message: 'whole', range: value.range ?? range });
  if (callee.endsWith('#JSON.stringify')) {
    if (isWholeEnvironment(first)) return report({ message: 'whole', range });
    return reportBuilt(first, '', report);
  }
  if (!spelled.endsWith('EnvironmentPlugin')) return;
  const listed = first.kind === 'list' ? first.items : given;
  for (const text of listed.flatMap(knownTexts))
    if (isServerSecret(text.value)) report({ message: 'built', range: text.range, data: { name: text.value } });
  if (first.kind === 'record')
    for (const [name, value] of first.entries)
      if (isServerSecret(name)) report({ message: 'built', range: value.range ?? range, data: { name } });
}
