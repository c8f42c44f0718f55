/** What a hash is used for, by the words of the names around it. */
import { hasSequence, wordsOf } from '../../server/model/words.ts';

/** Something that people remember or type: few possibilities, so a fast hash is guessed. */
const PASSWORD =
  /^(?:\w*(?:passwor[dt]|passwoerter|passworte|kennwort|kennwoerter|passwd|passphrase)|pwd|pw|pin|puk|losungswort)s?$/;
/** Words behind it that make something else of it. */
const NOT_PASSWORD: readonly string[] = [
  'reset',
  'token',
  'link',
  'policy',
  'url',
  'file',
  'datei',
  'field',
  'feld',
  'changed',
  'hint',
  'page',
  'id',
  'count',
  'length',
  'expiry',
];

/** Uses for which a collision or a guess has no consequence, or which a protocol prescribes. */
const HARMLESS: readonly string[] = (
  'etag, e tag, cache, cached, caching, cachekey, cache key, zwischenspeicher, memo, memoize, memoized, redis, ' +
  'setex, getex, dedup, dedupe, deduplicate, deduplication, duplicate, duplicates, duplikat, duplikate, ' +
  'dublette, dubletten, doppelt, doppelte, gravatar, avatar, md5sum, content md5, contentmd5, bucket, shard, ' +
  'partition, sharding, colour, color, farbe, git, blob, commit, tree, websocket, sec websocket, accept, ' +
  'handshake, pwned, hibp, havei been pwned, breach, breached, leak, leaked, range, k anonymity, totp, hotp, ' +
  'otp, authenticator, uuid, uuidv3, uuidv5, v5, webpack, bundle, chunk, asset, assets, filename, dateiname, ' +
  'build, revision, version, snapshot, lockfile, rename, readdir, mtime, changed, geaendert, unchanged, ' +
  'unveraendert, modified, if none match, ifnonematch, none match, not modified, short, kurzname, slug, seed, ' +
  'jitter, sample, sampling, bloom, hashring, consistent, thumbprint, x5t, fingerprint, fingerabdruck, css, ' +
  'style, classname, thumbnail, vorschaubild, image, bild, ssr, translation, i18n, metric, experiment, abtest, ab test, ' +
  'lock, queue, jobid, job, feature flag, feature flags, featureflag, feature toggle, rollout'
).split(', ');
/** Uses for which it counts. */
const SENSITIVE: readonly string[] = (
  'token, tokens, session, sitzung, sitzungs, sid, signature, signatur, sign, signiere, signieren, ' +
  'unterschrift, siegel, seal, secret, geheimnis, apikey, api key, credential, credentials, auth, login, ' +
  'anmeldung, reset, freischaltcode, aktivierung, hmac, mac, derive, ableiten, pseudonym, ' +
  'pseudonymisiere, anonym, anonymisiere, anonymize, pseudonymize, person, personen, personenkennung, buerger, ' +
  'antragsteller, iban, steuerid, steuer, idnr, steuernummer, geburtsdatum, aktenzeichen, bpk, email, mail, ' +
  'user, userid, nutzer, benutzer, bescheid, bescheide, akte, akten, urkunde, urkunden, antrag, antraege, ' +
  'dokument, dokumente, document, beleg, zahlung, payment, integrity, integritaet, unversehrt, unversehrtheit, ' +
  'manipulation, tamper, verify, pruefe, pruefen, echtheit, ledger, audit, protokoll, beweis, nachweis, salt, ' +
  'salz, nonce, csrf, webhook, zertifikat, certificate'
).split(', ');

const has = (words: readonly string[], list: readonly string[]): boolean =>
  list.some((each) => hasSequence(words, each));
const wordsIn = (names: readonly string[]): readonly string[] => names.flatMap((name) => [...wordsOf(name), '|']);

/** True where one of the names is that of a password. */
export function isPassword(names: readonly string[]): boolean {
  return names.some((name) => {
    const words = wordsOf(name.split('.').at(-1) ?? name);
    return words.some((word) => PASSWORD.test(word)) && !has(words, NOT_PASSWORD);
  });
}

export function isHarmlessUse(names: readonly string[]): boolean {
  return has(wordsIn(names), HARMLESS);
}

export function isSensitiveUse(names: readonly string[]): boolean {
  return has(wordsIn(names), SENSITIVE);
}

/** Look-ups of leaked passwords hand over the beginning of a SHA-1 value, as their interface prescribes. */
export function isLeakLookup(names: readonly string[]): boolean {
  return has(wordsIn(names), [
    'pwned',
    'hibp',
    'breach',
    'breached',
    'leak',
    'leaked',
    'pwnedpasswords',
    'kompromittiert',
    'bekannt geworden',
  ]);
}

/** The first part of an answer to HTTP's digest authentication is MD5 over user, realm and password. */
export function isDigestAuthentication(names: readonly string[]): boolean {
  return has(wordsIn(names), ['digest auth', 'digest authentication', 'http digest', 'ha1']);
}

/** One-time codes of authenticator apps are HMAC-SHA-1 by their specification. */
export function isPrescribedHmac(names: readonly string[]): boolean {
  return has(wordsIn(names), [
    'totp',
    'hotp',
    'otp',
    'otpauth',
    'authenticator',
    'oauth1',
    'oauth 1',
    // Of the first OAuth: `oauth_signature_method`, the text that is signed
    'oauth signature',
    'base string',
    'base str',
    'websocket',
    'einmalcode',
    'einmalkennwort',
    'ntlm',
    // `NTLMv2` as its capitals split it
    'ntl mv2',
    'hub',
    'xhub',
    'aws',
    's3',
  ]);
}

/** Services that sign their own messages in this way; what they are sent or send has to be the same. */
const PRESCRIBING: readonly string[] = [
  'aliyun',
  'alibaba',
  'dysms',
  'vercel',
  'twilio',
  'mandrill',
  'dingtalk',
  'linkedin',
];

/** @param path of the file, whose folders name such a service */
export function isPrescribedByService(path: string): boolean {
  return has(wordsIn(path.split('/').slice(-5)), PRESCRIBING);
}

/** Functions made for passwords: a fast hash in front of one of them is only a way to shorten the input. */
export const SLOW_HASH =
  /^(?:bcrypt|bcryptjs|@node-rs\/(?:bcrypt|argon2)|argon2|scrypt-js|libsodium-wrappers)#|^node:crypto#(?:default\.)?(?:scrypt|pbkdf2|argon2)(?:Sync)?$/;
