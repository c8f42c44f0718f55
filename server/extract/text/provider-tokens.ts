/** Tokens of providers: by `secretlint` where it knows the format, by patterns of our own where it does not. */
import type { lintSource } from '@secretlint/core';
import type { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import { PROVIDER_TOKENS, type ProviderToken } from '../../../rules/catalog/provider-tokens.ts';
import { anyExpression } from './any-expression.ts';
import { hasValidChecksum } from './checksum.ts';
import { matchesOf, type FoundText } from './found-text.ts';

const PREFIX = '@secretlint/secretlint-rule-';
const BY_SECRETLINT: ReadonlyMap<string, ProviderToken> = new Map(
  PROVIDER_TOKENS.flatMap((token) =>
    token.secretlint === undefined ? [] : [[PREFIX + token.secretlint, token] as const],
  ),
);
/** What it reports beside tokens, or with a range that is not the token's. */
const OTHER_MESSAGES: ReadonlySet<string> = new Set(['PACKAGE_JSON_xOauthToken', 'Npmrc_authToken']);

const mayHoldOwn = anyExpression(PROVIDER_TOKENS.flatMap(({ pattern, trigger }) => (pattern ? [trigger] : [])));

export function readOwnTokens(text: string): FoundText[] {
  if (!mayHoldOwn(text)) return [];
  return PROVIDER_TOKENS.flatMap((token) =>
    token.pattern && token.trigger.test(text)
      ? [...matchesOf(token.pattern, text)].map((match) => ownToken(token, match))
      : [],
  );
}

function ownToken(token: ProviderToken, match: RegExpExecArray): FoundText {
  const found = match.groups?.['token'] ?? match[0];
  const start = match.index + match[0].length - found.length;
  return foundToken(token, start, found);
}

function foundToken(token: ProviderToken, start: number, text: string): FoundText {
  const isDoubtful =
    token.checksum === true &&
    ((/^(?:gh[opsur]|npm)_[A-Za-z\d]{36}$/.test(text) && !hasValidChecksum(text)) ||
      // All that were issued so far begin with the version of their format.
      /^github_pat_(?!11)/.test(text));
  return { shape: token.shape, start, end: start + text.length, text, parts: isDoubtful ? { checksum: 'wrong' } : {} };
}

/** `secretlint` is loaded and run only for texts with the beginning of a token that it knows. */
export async function readKnownTokens(text: string): Promise<FoundText[]> {
  if (![...BY_SECRETLINT.values()].some(({ trigger }) => trigger.test(text))) return [];
  const [{ lintSource }, { secretLintProfiler }, { rules }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/profiler'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  // It would keep an entry for every file and rule as long as the thread lives.
  secretLintProfiler.setEnabled(false);
  const { messages } = await lintSource(sourceOf(text, rules));
  return messages.flatMap(({ ruleId, messageId, range: [start, end] }) => {
    const token = BY_SECRETLINT.get(ruleId);
    return !token || OTHER_MESSAGES.has(messageId) ? [] : [foundToken(token, start, text.slice(start, end))];
  });
}

/**
 * The rules one by one: switched off within the preset, they run all the same, and one of them lets comments of the
 * file silence the others.
 */
function sourceOf(content: string, rules: typeof presetRules): Parameters<typeof lintSource>[0] {
  return {
    // A name that no rule knows: none may look for a file on the disk.
    source: { filePath: 'text', content, ext: '', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      maskSecrets: true,
      config: {
        rules: rules.filter(({ meta }) => BY_SECRETLINT.has(meta.id)).map((rule) => ({ id: rule.meta.id, rule })),
      },
    },
  };
}
