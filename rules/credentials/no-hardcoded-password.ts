import { entryOf } from '../../server/model/ask.ts';
import { rule } from '../../server/model/rule.ts';
import { ABSENT } from '../../server/model/value.ts';
import { ASSIGNED_TRIGGERS } from '../catalog/assigned-secrets.ts';
import { secretsGiven, secretsStarted } from '../catalog/command-options.ts';
import { COMMAND_TRIGGERS, COMMENT_TRIGGER } from '../catalog/command-secrets.ts';
import {
  BASIC_TRIGGER,
  PASSWORDS_BY_USER,
  SECRET_CALLS,
  SECRET_ENTRIES,
  secretPositions,
  PASSWORD_HASHES,
} from '../catalog/secret-arguments.ts';
import { reportMap } from '../catalog/mapped-secrets.ts';
import { reportEnvironment, reportPair, reportSignIn, reportSubstitute } from '../catalog/secret-calls.ts';
import { AUTHORIZATION, secretStrength } from '../catalog/secret-names.ts';
import {
  belongsToConnection,
  isConnected,
  isGivenToProgram,
  isDescription,
  isDigest,
  isNameOfSecret,
  isPassOfUser,
  isPinOfKey,
  isVariable,
  nameOf,
  settingName,
  variableStrength,
  IS_PIPELINE,
} from '../catalog/secret-reading.ts';
import { ACCOUNT_TRIGGER, RANDOM_LITERAL, RARE_NAMES, SECRET_WORDS } from '../catalog/secret-words.ts';
import {
  reportAssigned,
  reportGiven,
  reportMounted,
  isPipelineFile,
  reportWritten,
  reportHeader,
  reportLiterals,
  type Candidate,
  type SecretMessage,
} from '../catalog/secret-reporting.ts';
import { isTranslation } from '../catalog/translations.ts';

/** Documents whose passwords are texts, descriptions, package names or references. */
const WITHOUT_SECRETS =
  /^(?:texts|json-schema|openapi|npm:package|tsconfig|k8s:ExternalSecret|k8s:ClusterExternalSecret|k8s:SealedSecret|k8s:SecretProviderClass)$/;

/** What somebody has sent, so that it is no code and no caption. */
const IN_REQUEST = /(?:^|\.)(?:body|query|headers|params)\.\w+$/;

export const noHardcodedPassword = rule<SecretMessage>({
  id: 'credentials/no-hardcoded-password',
  severity: 'error',
  fix: 'suggestion',
  kinds: ['main', 'build', 'test', 'sample'],
  words: [
    ...SECRET_WORDS,
    RANDOM_LITERAL,
    RARE_NAMES,
    ACCOUNT_TRIGGER,
    ...SECRET_CALLS,
    BASIC_TRIGGER,
    'authorization',
    ...COMMAND_TRIGGERS,
    COMMENT_TRIGGER,
    ...ASSIGNED_TRIGGERS,
  ],
  text: {
    de: {
      title: 'Kennwort oder Schlüssel im Quelltext',
      messages: {
        literal: '`{name}` steht als fester Wert im Quelltext.',
        fallback: '`{name}` hat einen festen Ersatzwert, der gilt, sobald die Umgebungsvariable fehlt.',
        setting: '`{name}` steht als Klartext in einer versionierten Datei.',
        insertable: '`{name}` steht als Klartext in einer versionierten Datei.',
        environmentFile: '`{name}` steht als Klartext in einer versionierten Datei.',
        exampleFile: '`{name}` hat in der Vorlage einen Wert, den viele unverändert übernehmen.',
        mounted: 'Das Geheimnis `{name}` liegt als Datei in der Versionsverwaltung.',
        argument: 'Das Geheimnis für `{name}` steht als fester Wert im Quelltext.',
        password: 'Das Kennwort, aus dem `{name}` einen Hash bildet, steht als fester Wert im Quelltext.',
        compared: '`{name}` wird mit einem festen Wert verglichen, der im Quelltext steht.',
        substitute: '`{name}` hat einen festen Ersatzwert, der gilt, sobald das Geheimnis nicht gefunden wird.',
        command: 'Ein Kennwort steht im Klartext in der Befehlszeile von `{name}`.',
        comment: 'Ein Kommentar enthält Zugangsdaten im Klartext.',
      },
      why: 'Wer den Quelltext lesen kann, hat das Geheimnis: jede Person im Projekt, jeder Dienstleister, jede Sicherungskopie, und die Versionsgeschichte vergisst nichts. Bei allen Kommunen, die dieselbe Fassung betreiben, gilt außerdem derselbe Wert. Das BSI verlangt, dass geheime Schlüssel konfigurierbar sind und nicht im Quelltext stehen.',
      advice: {
        literal:
          'Den Wert zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher lesen, zum Beispiel `process.env.{variable}`, und das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        fallback:
          'Den Ersatzwert streichen und beim Start abbrechen, wenn `{variable}` fehlt. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        setting:
          'Den Wert aus der Datei nehmen und zur Laufzeit aus der Umgebung (`{variable}`) oder einem Geheimnisspeicher lesen. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        insertable:
          'Den Wert von außen einsetzen lassen, hier mit {way}. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        environmentFile:
          'Die Datei aus der Versionsverwaltung nehmen (`.gitignore`) und `{variable}` in der Betriebsumgebung oder einem Geheimnisspeicher setzen; in `.env.example` steht nur der Name. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        exampleFile:
          'Den Wert in der Vorlage leer lassen (`{variable}=`), damit jede Installation einen eigenen setzen muss. Wo er übernommen wurde, das Geheimnis ersetzen.',
        mounted:
          'Die Datei aus der Versionsverwaltung nehmen (`.gitignore`) und beim Ausliefern aus einem Geheimnisspeicher anlegen lassen. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        argument:
          'Den Wert zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher lesen und das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        password:
          'Das erste Kennwort des Kontos zufällig erzeugen oder zur Laufzeit aus der Umgebung lesen und beim ersten Anmelden ändern lassen. Das bisherige Kennwort ersetzen: Es gilt als bekannt.',
        compared:
          'Den erwarteten Wert aus der Umgebung oder einem Geheimnisspeicher lesen und in gleichbleibender Zeit vergleichen (`timingSafeEqual`), Kennwörter von Personen gegen einen Hash prüfen (`argon2.verify`). Den bisherigen Wert ersetzen: Er gilt als bekannt.',
        substitute:
          'Den Ersatzwert streichen und beim Start abbrechen, wenn das Geheimnis fehlt. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        command:
          'Das Kennwort über eine Datei oder eine maskierte Variable der Pipeline übergeben, etwa `PGPASSFILE`, `sshpass -f` oder `docker login --password-stdin`: Befehlszeilen zeigt jede Prozessliste. Das bisherige Kennwort ersetzen: Es gilt als bekannt.',
        comment: 'Den Kommentar löschen und das Kennwort ersetzen: Es gilt als bekannt.',
      },
    },
    en: {
      title: 'Password or key in the source text',
      messages: {
        literal: '`{name}` stands in the source text as a fixed value.',
        fallback: '`{name}` has a fixed fallback that applies as soon as the environment variable is missing.',
        setting: '`{name}` stands in plain text in a file under version control.',
        insertable: '`{name}` stands in plain text in a file under version control.',
        environmentFile: '`{name}` stands in plain text in a file under version control.',
        exampleFile: '`{name}` has a value in the template that many take over as it is.',
        mounted: 'The secret `{name}` lies in a file under version control.',
        argument: 'The secret for `{name}` stands in the source text as a fixed value.',
        password: 'The password that `{name}` hashes stands in the source text as a fixed value.',
        compared: '`{name}` is compared with a fixed value that stands in the source text.',
        substitute: '`{name}` has a fixed substitute that applies as soon as the secret is not found.',
        command: 'A password stands in plain text on the command line of `{name}`.',
        comment: 'A comment holds credentials in plain text.',
      },
      why: 'Whoever can read the source text has the secret: everybody in the project, every contractor, every backup, and the version history forgets nothing. All towns that run the same release share the same value, too. The BSI demands that secret keys can be configured and do not stand in the source text.',
      advice: {
        literal:
          'Read the value at run time from the environment or a secret store, for example `process.env.{variable}`, and replace the secret: it counts as known.',
        fallback:
          'Remove the fallback and stop at start-up when `{variable}` is missing. Replace the secret: it counts as known.',
        setting:
          'Take the value out of the file and read it at run time from the environment (`{variable}`) or a secret store. Replace the secret: it counts as known.',
        insertable: 'Have the value put in from outside, here with {way}. Replace the secret: it counts as known.',
        environmentFile:
          'Take the file out of version control (`.gitignore`) and set `{variable}` where the application runs, or in a secret store; `.env.example` only holds the name. Replace the secret: it counts as known.',
        exampleFile:
          'Leave the value empty in the template (`{variable}=`), so that every installation has to set one of its own. Replace the secret wherever it was taken over.',
        mounted:
          'Take the file out of version control (`.gitignore`) and have it made from a secret store when the application is deployed. Replace the secret: it counts as known.',
        argument:
          'Read the value at run time from the environment or a secret store and replace the secret: it counts as known.',
        password:
          'Generate the first password of the account at random, or read it at run time from the environment, and have it changed at the first sign-in. Replace the password: it counts as known.',
        compared:
          'Read the expected value from the environment or a secret store and compare in constant time (`timingSafeEqual`); test passwords of people against a hash (`argon2.verify`). Replace the value: it counts as known.',
        substitute:
          'Remove the substitute and stop at start-up when the secret is missing. Replace the secret: it counts as known.',
        command:
          'Hand the password over through a file or a masked variable of the pipeline, for example `PGPASSFILE`, `sshpass -f` or `docker login --password-stdin`: every process list shows command lines. Replace the password: it counts as known.',
        comment: 'Delete the comment and replace the password: it counts as known.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      if (fact.form === 'attribute' || isTranslation(file.path)) return;
      const name = nameOf(fact);
      const candidate = {
        name,
        names: fact.names,
        connected: isConnected(fact) || isGivenToProgram(fact) || isPinOfKey(name, fact),
        ...(isGivenToProgram(fact) && { isRun: true }),
        belongs: fact.form !== 'enum-member' && !isDescription(fact) && belongsToConnection(fact.names),
        message: 'literal' as const,
      };
      if (AUTHORIZATION.test(name))
        reportHeader(fact.value, { ...candidate, strength: 'strong' }, report, file, fact.range);
      const strength =
        isPassOfUser(name, fact.siblings) || isPinOfKey(name, fact)
          ? 'strong'
          : (secretStrength(name) ?? variableStrength(fact.value));
      if (!strength) return;
      reportLiterals(fact.value, { ...candidate, strength }, report, file, fact.range);
    },
    setting(fact, report, file) {
      const name = settingName(fact);
      const strength = name === undefined ? undefined : isPassOfUser(name, ['user']) ? 'strong' : secretStrength(name);
      if (!strength || name === undefined || WITHOUT_SECRETS.test(fact.document) || isNameOfSecret(fact)) return;
      if (fact.document === 'sql' && isDigest(fact.value)) return;
      // A realm below a test folder is started for the tests and thrown away with them.
      if (file.kind === 'test' && fact.document.startsWith('keycloak:')) return;
      reportLiterals(
        fact.value,
        {
          name,
          // `credentials[0].value` is called by what it is.
          names: fact.key.at(-1) === 'value' ? [...fact.key.slice(0, -1), name] : fact.key,
          strength,
          connected: isVariable(name) || fact.document !== '' || belongsToConnection(fact.key),
          message: 'setting',
          setting: { format: fact.format, document: fact.document },
          isPipeline: IS_PIPELINE.test(fact.document) || isPipelineFile(file.path),
        },
        report,
        file,
        fact.range,
      );
    },
    call(fact, report, file) {
      const used: Candidate = {
        name: fact.spelled,
        names: [],
        strength: 'strong',
        connected: true,
        message: 'argument',
        ...(PASSWORD_HASHES.has(fact.callee) && { names: ['kennwort'], message: 'password' as const }),
      };
      for (const position of secretPositions(fact.callee))
        reportLiterals(fact.arguments[position] ?? ABSENT, used, report, file, fact.range);
      for (const entry of SECRET_ENTRIES.get(fact.callee) ?? []) {
        const value = entryOf(fact.arguments[0] ?? ABSENT, entry);
        for (const each of value.kind === 'list' ? value.items : [value])
          reportLiterals(each, used, report, file, fact.range);
      }
      const users = entryOf(fact.arguments[0] ?? ABSENT, PASSWORDS_BY_USER.get(fact.callee) ?? '');
      if (users.kind === 'record')
        for (const value of users.entries.values()) reportLiterals(value, used, report, file, fact.range);
      reportEnvironment(fact, report, file);
      reportPair(fact, report, file);
      reportSignIn(fact, report, file);
      reportSubstitute(fact, report, file);
      reportMap(fact, report, file);
      for (const { name, value } of secretsStarted(fact))
        reportWritten('command', value.value, value.range, name, report, file);
    },
    comparison(fact, report, file) {
      if (!/^[!=]==?$/.test(fact.operator)) return;
      for (const [name, value] of [
        [fact.leftName, fact.right],
        [fact.rightName, fact.left],
      ] as const) {
        const last = name.split('.').at(-1) ?? '';
        const strength = /^(?:pass|pw)$/i.test(last) ? 'strong' : secretStrength(last);
        if (strength)
          reportLiterals(
            value,
            { name: last, names: [], strength, connected: IN_REQUEST.test(name), message: 'compared' },
            report,
            file,
            fact.range,
          );
        else if (AUTHORIZATION.test(last))
          reportHeader(
            value,
            { name: last, names: [], strength: 'strong', connected: false, message: 'compared' },
            report,
            file,
            fact.range,
          );
      }
    },
    text(fact, report, file) {
      if (fact.shape === 'assigned-secret') {
        reportAssigned(fact, report, file);
        return;
      }
      if (fact.shape === 'mounted-secret') reportMounted(fact, report, file);
      const message =
        fact.shape === 'command-password' ? 'command' : fact.shape === 'comment-password' ? 'comment' : undefined;
      if (message && !/^\$|\$\{|\$\(/.test(fact.text))
        reportWritten(message, fact.text, fact.range, fact.parts['name'] ?? '', report, file);
    },
    command(fact, report, file) {
      for (const { name, value, way } of secretsGiven(fact)) {
        if (way === 'command') reportWritten('command', value.value, value.range, name, report, file);
        else reportGiven(name, value, report, file, fact.range);
      }
    },
  },
});
