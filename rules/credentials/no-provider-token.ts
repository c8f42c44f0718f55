import type { TextFact } from '../../server/model/facts.ts';
import { rule, type FileView, type Problem } from '../../server/model/rule.ts';
import { isExampleToken, TOKENS_BY_SHAPE, TOKEN_TRIGGERS } from '../catalog/provider-tokens.ts';
import { canBeSecret } from '../catalog/secret-values.ts';

type Message = 'token' | 'registry' | 'signed';

export const noProviderToken = rule<Message>({
  id: 'credentials/no-provider-token',
  // The value of `_password` in `.npmrc` is a password, too.
  moreSpecificThan: ['credentials/no-hardcoded-password'],
  severity: 'error',
  kinds: ['main', 'build', 'test', 'sample', 'documentation'],
  words: TOKEN_TRIGGERS,
  fix: 'suggestion',
  text: {
    de: {
      title: 'Zugangstoken eines Anbieters in einer Datei',
      messages: {
        token: 'Ein Zugangstoken von {provider} steht im Klartext in der Datei.',
        registry: 'Der Zugang zur Paketablage steht im Klartext in der Datei.',
        signed: 'Ein ausgestelltes JSON Web Token steht im Klartext in der Datei.',
      },
      why: 'Solche Token öffnen ohne weitere Anmeldung Quelltexte, Cluster, Cloud-Konten oder Postfächer, und ihr Aufbau verrät, wozu sie passen. Programme durchsuchen Quelltextablagen ununterbrochen danach; zwischen Veröffentlichung und Missbrauch liegen oft nur Minuten. Ein gelöschtes Token bleibt in der Versionsgeschichte lesbar.',
      advice: {
        token:
          'Das Token zuerst bei {provider} widerrufen, dann aus der Datei entfernen und das neue aus der Umgebung oder einem Geheimnisspeicher lesen.',
        registry:
          'Das Token zuerst bei der Paketablage widerrufen, dann in der `.npmrc` durch `${NPM_TOKEN}` ersetzen und die Variable in Pipeline und Entwicklungsumgebung setzen.',
        signed:
          'Das Token bei der ausstellenden Stelle ungültig machen, aus der Datei entfernen und zur Laufzeit anfordern, zum Beispiel mit dem Ablauf `client_credentials`.',
      },
    },
    en: {
      title: 'Access token of a provider in a file',
      messages: {
        token: 'An access token of {provider} stands in plain text in the file.',
        registry: 'The access to the package registry stands in plain text in the file.',
        signed: 'An issued JSON Web Token stands in plain text in the file.',
      },
      why: 'Such tokens open source code, clusters, cloud accounts or mailboxes without any further sign-in, and their form tells what they fit. Programs search source repositories for them all the time; often only minutes lie between publication and abuse. A deleted token can still be read in the version history.',
      advice: {
        token:
          'First revoke the token at {provider}, then remove it from the file and read the new one from the environment or a secret store.',
        registry:
          'First revoke the token at the registry, then replace it in `.npmrc` by `${NPM_TOKEN}` and set the variable in pipeline and development environment.',
        signed:
          'Make the token invalid at its issuer, remove it from the file and request one at run time, for example with the flow `client_credentials`.',
      },
    },
  },
  on: {
    text(fact, report, file) {
      const token = TOKENS_BY_SHAPE.get(fact.shape);
      if (!token || isExampleToken(fact.text) || isWords(fact.text)) return;
      const isProgram = file.kind === 'main' || file.kind === 'build';
      // A wrong checksum: cut off, masked or made up, so it has to stand where it would be used.
      const isDoubtful = fact.parts['checksum'] === 'wrong';
      if (!isProgram && (token.programsOnly === true || isDoubtful)) return;
      const problem: Problem<Message> = {
        message: 'token',
        range: fact.range,
        data: { provider: token.provider },
        secret: true,
        group: fact.text,
        ...(token.severity && { severity: token.severity }),
        ...(isDoubtful && { confidence: 'medium' as const }),
      };
      if (token.shape === 'registry-token') {
        if (canBeSecret(fact.text, { connected: true }))
          report({ ...problem, message: 'registry', ...registryFix(fact, file) });
      } else if (token.shape === 'jwt') {
        report({
          ...problem,
          message: 'signed',
          ...(fact.parts['expires'] === 'yes' && { severity: 'warning' as const }),
        });
      } else {
        report(problem);
      }
    },
  },
});

/** `xoxb-put-it-in`: words in lower case without a digit. */
function isWords(text: string): boolean {
  return !/\d/.test(text) && !(/[a-z]/.test(text) && /[A-Z]/.test(text));
}

/** npm puts variables of the environment into its settings. */
function registryFix({ range }: TextFact, { path }: FileView): Pick<Problem, 'fix'> {
  if (!/(?:^|\/)\.npmrc$/.test(path)) return {};
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Aus der Umgebung lesen (NPM_TOKEN)', en: 'Read from the environment (NPM_TOKEN)' },
      edits: [{ path, range, text: '${NPM_TOKEN}' }],
    },
  };
}
