/** How a value of the server gets into the program that every browser loads, and which values never belong there. */
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { secretStrength } from './secret-names.ts';

/** Variables that frameworks build into the program for the browser, by the beginning of their names. */
export const FOR_BROWSERS =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|NUXT_ENV|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|VUE_APP|NG_APP|GATSBY|STORYBOOK|SNOWPACK_PUBLIC)_/;

/** Ends of names of secrets; others are those of keys that are made for browsers. */
const NEVER_FOR_BROWSERS =
  /(?:^| )(?:secrets?|secret key|secret access key|client secret|passwor[dt]|passwd|kennwort|passphrase|private key|geheimnis|signing key|encryption key|master key|jwt key|service role|service role key|service key|admin (?:key|token|api key)|zugangsdaten|root token|db pass|smtp pass|mail pass|ldap pass)$/;
/** Services whose keys are always those of a server. */
const SERVER_SERVICES =
  /(?:^| )(?:openai|anthropic|mistral|sendgrid|mailgun|mailjet|brevo|postmark|github|gitlab|aws secret access|huggingface|hf|twilio auth|deepl|azure openai)(?: api)? (?:key|token|pat)$/;
/** Switches, captions and accounts that everybody may know. */
const HARMLESS =
  /(?:^| )(?:show|hide|demo|test|example|dummy|mock|fake|public|publishable|anon|enable|disable|has|forgot|reset|min|max)(?: |$)/;

/** True for a name (without its beginning for browsers) of something that only a server may have. */
export function isServerSecret(name: string): boolean {
  const words = wordsOf(name).join(' ');
  if (HARMLESS.test(words)) return false;
  if (SERVER_SERVICES.test(words) || /service role(?: key)?$|(?:^| )admin (?:key|token)$/.test(words)) return true;
  return NEVER_FOR_BROWSERS.test(words) && secretStrength(name) === 'strong';
}

/** True for a variable that a framework builds in and that holds a secret of a server. */
export function isExposedVariable(name: string): boolean {
  // A public key may have a password of its own.
  return FOR_BROWSERS.test(name) && !name.startsWith('PUBLIC_KEY') && isServerSecret(name.replace(FOR_BROWSERS, ''));
}

/** The variables for browsers with a secret that a value reads where it stands. */
export function exposedVariables(value: Value): readonly { readonly name: string; readonly value: Value }[] {
  switch (value.kind) {
    case 'either':
      return value.options.flatMap(exposedVariables);
    case 'composed':
      return value.parts.flatMap(exposedVariables);
    case 'environment':
      return isExposedVariable(value.name) ? [{ name: value.name, value }] : [];
    case 'reference': {
      // SvelteKit: `import { PUBLIC_X } from '$env/static/public'`
      if (!/^\$env\/(?:static|dynamic)\/public$/.test(value.module)) return [];
      const name = value.path.at(-1) ?? value.name;
      return isServerSecret(name.replace(/^PUBLIC_/, '')) ? [{ name, value }] : [];
    }
    default:
      return [];
  }
}

/** Files that say what is built into the program for the browser. */
export const BUILD_FILE =
  /(?:^|\/)(?:vite|webpack|rspack|rollup|vue|next|nuxt|astro|svelte|craco|esbuild|rsbuild|farm|gatsby|quasar|parcel|snowpack)(?:[.-][a-z]{1,20}){0,3}\.[cm]?[jt]s$/;

/** All variables of the environment. */
export function isWholeEnvironment(value: Value): boolean {
  return (
    value.kind === 'reference' &&
    value.module === 'global' &&
    value.name === 'process' &&
    value.path.join('.') === 'env'
  );
}

/** Entries of such files whose values are built in: `env` of Next.js, `define` of Vite, public settings of Nuxt and Next.js. */
export function isBuiltIn(names: readonly string[], path: string): boolean {
  const above = names.slice(0, -1);
  return (
    above.some((name) => /^(?:define|publicRuntimeConfig)$/.test(name)) ||
    (above.at(-1) === 'env' && /(?:^|\/)(?:next|nuxt)\.config/.test(path)) ||
    above.join('.').endsWith('runtimeConfig.public') ||
    /(?:^|\.)runtimeConfig\.public\./.test(above.join('.'))
  );
}

/** Settings of Angular by stage, which stand in the program for the browser. */
export const ANGULAR_SETTINGS = /(?:^|\/)environments?\/environment(?:\.[\w-]{1,30})?\.ts$/;
/** What a pipeline puts a value in for: `#{CLIENT_SECRET}#`, `$CLIENT_SECRET`, `__CLIENT_SECRET__`. */
export const PUT_IN =
  /^(?:[#$%]?\{{1,2}[\w .-]{1,60}\}{1,2}#?|\$[A-Z_]{2,60}|__\w{2,60}__|%[A-Z_]{2,60}%|<[\w -]{1,60}>)$/;
