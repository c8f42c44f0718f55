/** Settings of any program that switch the verification of certificates off, read by their words. */
import { wordsOf } from '../../server/model/words.ts';

/** What is protected: the connection, the certificate, the name in it. */
const SUBJECT =
  /^(?:ssl|tls|https|certs?|certificates?|servercert|servercertificate|zertifikate?s?|serverzertifikate?s?|hostnamen?|peer|servername)$/;
/** Words that ask for the verification; German ones also as the end of a compound. */
const CHECK =
  /^(?:verif(?:y|ies|ied|ication|icationmode)|validat(?:e|ion|ing)|check(?:s|ing)?|pruefen?|pruefung|validier(?:en|ung)|verifizier(?:en|ung))$/;
const CHECK_OF_SUBJECT =
  /^(?:zertifikats?|serverzertifikats?|hostnamen?|tls|ssl)(?:verify|pruefung|pruefen|validierung|verifizierung|check)$/;
/** Words that leave the verification out. */
const SKIP = /^(?:skip|ignore|ignorier(?:e|en|t)|disabled?|no|bypass|insecure|ohne)$/;
/** Words that accept; they need to be told what. */
const ACCEPT = /^(?:accept|allow|trust|akzeptier(?:e|en)|erlaube|erlauben|vertraue|vertrauen)$/;
const ACCEPTED =
  /^(?:all|any|every|alle[mns]?|jede[mnrs]?|invalid|ungueltige?n?|untrusted|unauthorized|insecure|self|selfsigned|expired|abgelaufene)$/;
/** Words that make something else of it: certificates of callers, lists of withdrawn ones, documents. */
const OTHER =
  /^(?:client|clients|mutual|mtls|revocation|revoked|crl|ocsp|stapling|email|mail|phone|signature|signatur|document|dokument|user|upload|interval|expiry|expiration|renewal|days|path|file|datei|depth|level|version|port|header|url|link|page|token)$/;

const OFF = /^(?:false|0|off|no|none|never|disabled|nein|aus|keine|nie)$/i;
const ON = /^(?:true|1|on|yes|ja|an|enabled|always)$/i;

/** Names that say it in words of their own, with the values that switch verification off. */
const OWN_NAMES: ReadonlyMap<string, RegExp> = new Map([
  // Keycloak adapters
  ['disabletrustmanager', ON],
  ['allowanyhostname', ON],
  // Keycloak's server
  ['tlshostnameverifier', /^any$/i],
  ['filehostnameverificationpolicy', /^any$/i],
  // Jakarta Mail
  ['checkserveridentity', OFF],
  ['smtpssltrust', /^\*$/],
  ['smtpsssltrust', /^\*$/],
  // Kafka: an empty text means that the name is never compared.
  ['endpointidentificationalgorithm', /^(?:none)?$/i],
  // Prometheus, Traefik, OpenTelemetry, oauth2-proxy
  ['insecureskipverify', ON],
  ['insecureskiptlsverify', ON],
  // Ansible
  ['winrmservercertvalidation', /^ignore$/i],
  // npm, request
  ['strictssl', OFF],
  // Grafana's `GF_SMTP_SKIP_VERIFY` and the like
  ['smtpskipverify', ON],
  ['ldapskipverify', ON],
  // `SMTP_REJECT_UNAUTHORIZED` and the like, which hand their value on
  ['rejectunauthorized', OFF],
  // Spring Cloud Gateway
  ['useinsecuretrustmanager', ON],
  // Quarkus
  ['hostnameverificationalgorithm', /^none$/i],
  ['verifyhost', OFF],
  ['trustall', ON],
  ['trustcerts', ON],
]);

/** True where an entry switches verification off. `names`: the whole path, the last one names the entry. */
export function isVerificationOff(names: readonly string[], value: unknown): boolean {
  const text = String(value).trim();
  if (text.length > 10) return false;
  // Of Kubernetes, Helm, GitLab, OpenStack and others in Terraform
  if (names[0] === 'provider' && names.at(-1) === 'insecure') return ON.test(text);
  // `ssl.verification.enabled` says what `ssl.verification` says.
  const path = names.filter((name) => !/^\d+$/.test(name) && name !== 'enabled');
  const last = wordsOf(path.at(-1) ?? '');
  const parent = wordsOf(path.at(-2) ?? '');
  const both = [...path.slice(-3).flatMap(wordsOf)].join('');
  // Node.js takes `0` only, and that is said elsewhere.
  if (both.endsWith('nodetlsrejectunauthorized')) return false;
  for (const [name, bad] of OWN_NAMES) if (both.endsWith(name) && bad.test(text)) return true;
  if (last.some((word) => OTHER.test(word)) || !isAboutVerification(last)) return false;
  // `tls: { verify: false }`, `ssl.verification.enabled`: the name before says what is meant.
  const isShort = last.length <= 2 && !last.some((word) => SUBJECT.test(word));
  const words = isShort && parent.length <= 3 && !parent.some((word) => OTHER.test(word)) ? [...parent, ...last] : last;
  const isOff = OFF.test(text);
  if (last.some((word) => CHECK_OF_SUBJECT.test(word))) return isOff;
  if (!words.some((word) => SUBJECT.test(word))) return false;
  const checks = last.some((word) => CHECK.test(word));
  if (last.some((word) => SKIP.test(word)))
    return (
      ON.test(text) &&
      (checks || last.some((word) => /^(?:errors?|warnings?|fehler)$/.test(word)) || isInsecureTls(last))
    );
  if (last.some((word) => ACCEPT.test(word))) return ON.test(text) && last.some((word) => ACCEPTED.test(word));
  return checks && isOff;
}

/** `certValidationMock`, `tlsCheckJob`: what stands last is what is meant. */
function isAboutVerification(words: readonly string[]): boolean {
  const last = words.filter((word) => !/^(?:enabled?|mode|active|aktiv|required?)$/.test(word)).at(-1) ?? '';
  const ends = [SUBJECT, CHECK, CHECK_OF_SUBJECT, ACCEPTED, /^(?:errors?|warnings?|fehler|insecure)$/];
  return ends.some((end) => end.test(last));
}

/** `tlsInsecure`, `insecureTls`; not `insecure` alone, which mostly means no encryption. */
function isInsecureTls(words: readonly string[]): boolean {
  const end = words.slice(-2);
  return end.includes('insecure') && (end.includes('tls') || end.includes('ssl'));
}

/** Documents in which such names describe something. */
export const WITHOUT_VERIFICATION: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'tsconfig']);

/** One of these stands in every file with such a name. */
export const VERIFICATION_WORDS: readonly (string | RegExp)[] = [
  /(?:ssl|tls|https|certs?|certificates?|zertifikats?|hostnamen?|peer|servername)[-_.]?(?:verif|validat|validier|verifizier|check|pruef|prüf|strict|insecure)/,
  /(?:verif(?:y|iziere)|validat(?:e|ion)|validiere?|check|pruefe?|prüfe?|strict|ignore|ignoriere|disable|trust|allow|accept|akzeptiere?|insecure)[-_.]?(?:all|any|every|alle|jedes|invalid|untrusted|unauthorized|insecure|expired|self|server)?[-_.]?(?:ssl|tls|https|cert|zertifikat|hostname|peer|servername|signed)/,
  /skip[-_.]?(?:tls|ssl|https|cert\w{0,9}|hostname)?[-_.]?verif/,
  /(?:verif(?:y|ication)|validat(?:e|ion)|pruefung|prüfung|check|skip\w{0,3}verify)(?:[-_.]?(?:mode|enabled))?["']?\s?[:=]\s?["']?(?:true|on|yes|1|false|off|no|none|never|0|aus|nein|keine)\b/,
  /endpoint[._-]?identification|disable[-_.]?trust[-_.]?manager|allow[-_.]?any[-_.]?hostname|checkserveridentity|ssl\.trust|trust[-_.]?all/,
  /\binsecure\s{1,20}=\s{1,9}(?:true|1)\b/,
  /reject_unauthorized|insecuretrustmanager|hostname-?verification|verify-host\b|trust-?certs/,
];
