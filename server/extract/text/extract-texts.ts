/** Token-shaped texts of a file, whatever its format: in code, settings, documents, comments. */
import type { TextFact } from '../../model/facts.ts';
import type { Source } from '../../model/source.ts';
import type { TextRange } from '../../model/text-range.ts';
import { ADDRESS_TRIGGERS } from '../../../rules/catalog/address-secrets.ts';
import { ASSIGNED_TRIGGERS } from '../../../rules/catalog/assigned-secrets.ts';
import { UNVERIFIED_TRIGGERS } from '../../../rules/catalog/certificate-texts.ts';
import { COMMAND_TRIGGERS, COMMENT_TRIGGER } from '../../../rules/catalog/command-secrets.ts';
import { CERTIFICATE_TRIGGER, KEY_TRIGGERS } from '../../../rules/catalog/private-keys.ts';
import { TOKEN_TRIGGERS } from '../../../rules/catalog/provider-tokens.ts';
import { anyExpression } from './any-expression.ts';
import { isSecretFile, readAssignedSecrets, readSecretFile, readStatedSecrets } from './assigned-secrets.ts';
import { readCertificates } from './certificates.ts';
import { readCommandSecrets, readCommentSecrets } from './command-secrets.ts';
import { readConnectionSecrets } from './connection-secrets.ts';
import type { FoundText } from './found-text.ts';
import { readPrivateKeys } from './private-keys.ts';
import { readKnownTokens, readOwnTokens } from './provider-tokens.ts';
import { readUnverifiedPrograms } from './unverified-programs.ts';
import { readWebTokens } from './web-tokens.ts';

/** False where certainly none stands in a text: quick, for the choice of files without a format of their own. */
export const mayHoldTexts = anyExpression([
  ...TOKEN_TRIGGERS,
  ...KEY_TRIGGERS,
  CERTIFICATE_TRIGGER,
  ...ADDRESS_TRIGGERS,
  ...COMMAND_TRIGGERS,
  COMMENT_TRIGGER,
  ...ASSIGNED_TRIGGERS,
  ...UNVERIFIED_TRIGGERS,
]);

/**
 * `read`: where a reader of the format has seen commands and assignments already. Sorted by place; of two that overlap
 * the one that begins first, then the longer one.
 */
export async function extractTexts(
  { path, text }: Source,
  read: 'all' | readonly TextRange[] = [],
): Promise<TextFact[]> {
  if (!mayHoldTexts(text) && !isSecretFile(path)) return [];
  const hasCommands = read === 'all';
  const unread = (found: readonly FoundText[]): readonly FoundText[] =>
    hasCommands || read.length === 0
      ? found
      : found.filter((each) => !read.some(({ start, end }) => start <= each.start && each.end <= end));
  const tokens = [...(await readKnownTokens(text)), ...readOwnTokens(text), ...readWebTokens(text)];
  const own = [
    ...readPrivateKeys(text),
    ...readCertificates(text),
    ...readConnectionSecrets(text),
    ...readStatedSecrets(text),
    ...readSecretFile(path, text),
    ...(hasCommands ? [] : unread([...readCommandSecrets(text), ...besides(tokens, readAssignedSecrets(path, text))])),
    ...readCommentSecrets(text),
    ...(hasCommands ? [] : readUnverifiedPrograms(path, text)),
  ];
  const found = [...tokens, ...own].sort(byPlace);
  const facts: TextFact[] = [];
  let end = -1;
  for (const each of found) {
    if (each.start < end) continue;
    end = each.end;
    facts.push({
      kind: 'text',
      path,
      range: { start: each.start, end: each.end },
      shape: each.shape,
      text: each.text,
      parts: each.parts,
    });
  }
  return facts;
}

/** Without those that hold one of the tokens: what it is says more than where it stands. */
function besides(tokens: readonly FoundText[], found: readonly FoundText[]): readonly FoundText[] {
  return found.filter(({ start, end }) => !tokens.some((token) => token.start < end && start < token.end));
}

function byPlace(one: FoundText, other: FoundText): number {
  return one.start - other.start || other.end - one.end;
}
