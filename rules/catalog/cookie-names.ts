/** What the name of a cookie says about its purpose. */
import { knownTexts } from '../../server/model/ask.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';

/** Words of cookies, and of what is put into them, that sign somebody in. */
const SIGNED_IN =
  /^(?:sess|session|sessions|sessionid|sid|sitzung|sitzungs|sitzungsid|token|tokens|jwt|auth|authentication|authorization|authtoken|accesstoken|refreshtoken|idtoken|access|refresh|bearer|login|anmeldung|anmelde|signin|remember|rememberme|credentials?|passwor[dt]|kennwort|ticket|sso|marke|jsessionid|phpsessid|sitzungsmarke|zugang|zugriff|otp|mfa)$/;
/** Words that make it something else: `sessionBanner`, `csrfToken`, `tokenCount`. */
const HARMLESS =
  /^(?:csrf|xsrf|banner|consent|hint|hinweis|theme|lang|language|sprache|locale|count|tab|seen|gesehen|design|expires?|expiry|ablauf|timeout|state|nonce|url|path|redirect|return|type|provider|method|visited|tour|toast|notice|storage|errors?|fehler|failed|flag|status|message|meldung)$/;
/** What somebody has chosen or seen on a page: nothing is lost where others read it. */
const PREFERENCE =
  /^(?:theme|lang|language|sprache|locale|banner|consent|seen|gesehen|design|darkmode|kontrast|contrast|schriftgroesse|fontsize|sidebar|layout|tour|toast|notice|hint|hinweis|visited)$/;
const READ_BY_SCRIPTS = /^(?:csrf|xsrf|csrftoken|xsrftoken|_csrf)$/;

function wordsIn(value: Value): readonly string[] {
  const names = [...knownTexts(value).map((text) => text.value), value.spelled?.split('.').at(-1) ?? ''];
  if (value.kind === 'call') names.push(value.callee.slice(value.callee.lastIndexOf('#') + 1));
  if (value.kind === 'parameter') names.push(value.name);
  return names.flatMap(wordsOf);
}

/** True where name or content say that whoever has the cookie is signed in. */
export function isSession(name: Value, value: Value): boolean {
  const words = wordsIn(name);
  if (words.some((word) => HARMLESS.test(word)) || isOnlyShown(value, words.includes('sessions'))) return false;
  if (words.some((word) => SIGNED_IN.test(word))) return true;
  if (value.kind === 'known') return false;
  const content = value.kind === 'composed' ? value.parts.flatMap(wordsIn) : wordsIn(value);
  return content.some((word) => SIGNED_IN.test(word)) && !content.some((word) => HARMLESS.test(word));
}

/** `NEXT_LOCALE`, `theme`, `cookie_consent`. */
export function isPreference(name: string): boolean {
  return wordsOf(name).some((word) => PREFERENCE.test(word));
}

/** Names of what a page shows of something: the offices that somebody has already signed in to. */
const SHOWN = /^(?:name|names|title|titel|label|bezeichnung|logo|icon|url|href|color|colour|farbe|lang|locale)$/;

/**
 * `encodeURIComponent(JSON.stringify({ buergeramt: { name, logoUrl, url } }))`: nothing in it signs anybody in. A list
 * of several sessions of which nothing is seen is one of these, too.
 */
function isOnlyShown(value: Value, isOfSeveral: boolean): boolean {
  if (value.kind === 'call') {
    const [argument] = value.arguments;
    return (
      /^global#(?:encodeURIComponent|JSON\.stringify)$/.test(value.callee) &&
      !!argument &&
      isOnlyShown(argument, isOfSeveral)
    );
  }
  if (value.kind !== 'record') return false;
  if (value.entries.size === 0) return value.open && isOfSeveral;
  return [...value.entries].every(([key, entry]) =>
    entry.kind === 'record' ? isOnlyShown(entry, isOfSeveral) : wordsOf(key).every((word) => SHOWN.test(word)),
  );
}

/** Cookies against forged requests are read by the page and sent back in a header. */
export function isReadByScripts(name: Value): boolean {
  return wordsIn(name).some((word) => READ_BY_SCRIPTS.test(word));
}

/** Words of names around a record of flags that say whom it signs in. */
export function namesSession(names: readonly string[]): boolean {
  const words = names.flatMap(wordsOf);
  return words.some((word) => SIGNED_IN.test(word)) && !words.some((word) => HARMLESS.test(word));
}
