import type { CallFact, CommandFact } from '../../server/model/facts.ts';
import { rule, type FactsView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import {
  holdsQuery,
  isSecretParameter,
  MAYBE_APPENDING,
  secretAppended,
  secretsInAddress,
  secretsInOptions,
  secretsWritten,
  type QuerySecret,
} from '../catalog/query-secrets.ts';
import { SECRET_WORDS } from '../catalog/secret-words.ts';
import { fieldName, FORM_TRIGGER, isSentByAddress } from '../catalog/sent-forms.ts';

type Message = 'form' | 'sent' | 'read' | 'extracted' | 'command';

export const noSecretInQuery = rule<Message>({
  id: 'credentials/no-secret-in-query',
  severity: 'warning',
  words: [
    ...SECRET_WORDS,
    /[?&]\w{0,30}(?:key|token|auth)=/,
    /(?:env|config|einstellungen|settings)\.\w{0,40}(?:key|token)/,
    'fromUrlQueryParameter',
    FORM_TRIGGER,
  ],
  text: {
    de: {
      title: 'Geheimnis als Parameter einer Adresse',
      messages: {
        form: 'Das Formular hängt das Kennwort aus `{parameter}` als Parameter an die Adresse.',
        sent: 'Das Geheimnis wird als Parameter `{parameter}` an die Adresse gehängt.',
        read: 'Das Geheimnis `{parameter}` wird aus der Adresse der Anfrage gelesen.',
        extracted: 'Das Token wird aus der Adresse der Anfrage gelesen.',
        command: '`{parameter}` hängt das Geheimnis als Parameter an die Adresse.',
      },
      why: 'Adressen bleiben an vielen Stellen liegen: in Protokollen von Servern, Proxys und Gateways, in Fehlermeldungen, im Verlauf des Browsers und im Referer. Wer eines davon lesen darf, hat das Geheimnis, und niemand merkt es. TLS hilft nur auf dem Weg.',
      advice: {
        form: 'Das Formular mit `method="post"` absenden; ohne Angabe gilt `get`.',
        sent: 'Das Geheimnis in einem Header senden, zum Beispiel `Authorization: Bearer …` oder `X-Api-Key`, oder im Inhalt einer POST-Anfrage.',
        read: 'Das Geheimnis in einem Header oder im Inhalt einer POST-Anfrage annehmen und Anfragen ablehnen, die es in der Adresse tragen.',
        extracted: 'Das Token aus dem Header `Authorization` lesen: `ExtractJwt.fromAuthHeaderAsBearerToken()`.',
        command: 'Das Geheimnis in einem Header senden, der aus einer Datei kommt: `curl --header @datei`.',
      },
    },
    en: {
      title: 'Secret as a parameter of an address',
      messages: {
        form: 'The form appends the password of `{parameter}` to the address as a parameter.',
        sent: 'The secret is appended to the address as the parameter `{parameter}`.',
        read: 'The secret `{parameter}` is read from the address of the request.',
        extracted: 'The token is read from the address of the request.',
        command: '`{parameter}` appends the secret to the address as a parameter.',
      },
      why: 'Addresses stay in many places: in logs of servers, proxies and gateways, in error messages, in the history of browsers and in the referrer. Whoever may read one of them has the secret, and nobody notices. TLS only helps on the way.',
      advice: {
        form: 'Send the form with `method="post"`; without one, `get` applies.',
        sent: 'Send the secret in a header, for example `Authorization: Bearer …` or `X-Api-Key`, or in the content of a POST request.',
        read: 'Take the secret from a header or from the content of a POST request, and refuse requests that carry it in their address.',
        extracted: 'Read the token from the header `Authorization`: `ExtractJwt.fromAuthHeaderAsBearerToken()`.',
        command: 'Send the secret in a header that comes from a file: `curl --header @file`.',
      },
    },
  },
  on: {
    'named-value'({ value, path }, report) {
      reportSent(secretsInAddress(value), path, report);
    },
    setting({ value, path, document }, report) {
      if (!/^(?:texts|json-schema|openapi)$/.test(document)) reportSent(secretsInAddress(value), path, report);
    },
    comparison({ left, right, path }, report) {
      for (const side of [left, right]) reportRead(side, path, report);
    },
    call(call, report) {
      const { path } = call;
      reportSent([...call.arguments.flatMap((argument) => secretsInAddress(argument))], path, report);
      reportSent([...secretsInOptions(call), ...secretAppended(call)], path, report);
      for (const argument of call.arguments) reportRead(argument, path, report);
      reportAsked(call, report);
    },
    markup(markup, report, file) {
      if (isSentByAddress(markup, file.text))
        report({ message: 'form', range: markup.range, data: { parameter: fieldName(markup, file.text) } });
    },
    command(command, report) {
      for (const { parameter, range } of inCommand(command))
        report({ message: 'command', range, data: { parameter }, same: keyOf(range) });
    },
  },
  project(project, report) {
    for (const { parameter, range, path } of project.gather(appended))
      report({ message: 'sent', path, range, data: { parameter }, same: keyOf(range) });
  },
});

function keyOf({ start, end }: TextRange): string {
  return `${String(start)} ${String(end)}`;
}

function reportSent(secrets: readonly QuerySecret[], path: string, report: Report<Message>): void {
  for (const { parameter, range } of secrets)
    // What lies in another file is found there.
    if (range.path === undefined || range.path === path)
      report({ message: 'sent', range, data: { parameter }, same: keyOf(range) });
}

/** `req.query.passwort` where it is used. */
function reportRead(value: Value, path: string, report: Report<Message>): void {
  if (value.kind !== 'parameter' && value.kind !== 'reference') return;
  const { path: members = [], range } = value;
  const parameter = members.at(-1) ?? '';
  const holder = members.at(-2) ?? '';
  const isAsked =
    /^(?:query|queryStringParameters)$/.test(holder) &&
    (value.kind === 'parameter' || /Request\(\)$|Context\(\)$/.test(value.name));
  if (!isAsked || !isSecretParameter(parameter) || (range.path !== undefined && range.path !== path)) return;
  report({
    message: 'read',
    range,
    data: { parameter },
    same: `${parameter} ${String(value.kind === 'parameter' ? value.function : value.name)}`,
  });
}

/** `@Query('passwort')` of NestJS, `searchParams.get('apiKey')`, and passport-jwt. */
function reportAsked({ callee, arguments: given, range, path }: CallFact, report: Report<Message>): void {
  if (/^passport-jwt#(?:default\.)?ExtractJwt\.fromUrlQueryParameter$/.test(callee))
    report({ message: 'extracted', range });
  const [name] = given;
  if (name?.kind !== 'known' || typeof name.value !== 'string' || !isSecretParameter(name.value)) return;
  if (
    !/^@nestjs\/common#Query$|(?:Request\(\)\.nextUrl|URL\(\))\.searchParams\.get$|^hono#\w*Context\(\)\.req\.query$/.test(
      callee,
    )
  )
    return;
  if (name.range.path === undefined || name.range.path === path)
    report({ message: 'read', range: name.range, data: { parameter: name.value } });
}

const CLIENTS = /^(?:curl|wget|http|https|xh|httpie)$/;
const ADDRESS_WITH_SECRET = /^(?:https?:\/\/|\$)[^\s?]{0,300}\?(?:[^\s]{0,300}&)?([\w-]{2,40})=\$[\w{(]/;

function inCommand({ program, arguments: given }: CommandFact): readonly QuerySecret[] {
  if (!CLIENTS.test(program)) return [];
  return given.flatMap(({ text, range }) => {
    const parameter = ADDRESS_WITH_SECRET.exec(text)?.[1];
    return parameter !== undefined && isSecretParameter(parameter) ? [{ parameter, range }] : [];
  });
}

/** What is appended to parameters that the same function puts behind the question mark of an address. */
function appended(file: FactsView): readonly (QuerySecret & { readonly path: string })[] {
  const calls = file.facts('call');
  const found = calls.flatMap((call) =>
    [...secretAppended(call, MAYBE_APPENDING), ...secretsWritten(call)].map((secret) => ({
      ...secret,
      path: file.path,
      within: call.within,
      // `url.search = new URLSearchParams({ token })`
      isSearch: call.names?.at(-1) === 'search',
    })),
  );
  if (found.length === 0) return [];
  const sending = new Set(calls.filter(({ arguments: given }) => given.some(holdsQuery)).map(({ within }) => within));
  return found.filter(({ within, isSearch }) => isSearch || sending.has(within));
}
