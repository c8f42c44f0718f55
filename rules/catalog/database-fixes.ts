/** Changes that make a connection to a database encrypt and verify; suggestions, because the server has to be ready. */
import type { Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

/** The part of an address that decides, replaced by the one that encrypts, where both have the same name. */
export function partFix(part: string, option: string, range: TextRange, file: FileView): { fix?: Fix } {
  const nameOf = (text: string): string => (text.split('=')[0] ?? '').trim().toLowerCase();
  if (part === '' || part.includes('&') || nameOf(part) !== nameOf(option)) return {};
  const index = file.text.slice(range.start, range.end).indexOf(part);
  if (index < 0) return {};
  const start = range.start + index;
  return {
    fix: {
      safety: 'suggestion',
      title: { de: `Verschlüsselung verlangen (${option})`, en: `Demand encryption (${option})` },
      edits: [{ path: file.path, range: { start, end: start + part.length }, text: option }],
    },
  };
}

/** `verifyIdentity: true` as the first entry of the switch. */
export function identityFix(identity: string | undefined, tls: Value, path: string): { fix?: Fix } {
  if (identity === undefined || tls.kind !== 'record' || tls.origin || tls.range.path !== undefined) return {};
  if (tls.entries.has(identity)) return {};
  const start = tls.range.start + 1;
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Namen im Zertifikat vergleichen', en: 'Compare the name in the certificate' },
      edits: [{ path, range: { start, end: start }, text: ` ${identity}: true,` }],
    },
  };
}
