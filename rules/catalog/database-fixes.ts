/** Changes that make a connection to a database encrypt and verify; suggestions, because the server has to be ready. */
import type { Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

/** The part of an address that decides, replaced by the one that encrypts, where both have the same name, or added. */
export function partFix(part: string, option: string, range: TextRange, file: FileView): { fix?: Fix } {
  const nameOf = (text: string): string => (text.split('=')[0] ?? '').trim().toLowerCase();
  const written = file.text.slice(range.start, range.end);
  if (part === '') return addedPart(option, range, written, file.path);
  if (part.includes('&') || nameOf(part) !== nameOf(option)) return {};
  const index = written.indexOf(part);
  return index < 0
    ? {}
    : demanding(option, { start: range.start + index, end: range.start + index + part.length }, option, file.path);
}

/** A whole address on which nothing follows: `postgres://db.example/akten` gets `?sslmode=verify-full`. */
function addedPart(option: string, range: TextRange, written: string, path: string): { fix?: Fix } {
  const [, quote = '', address = ''] =
    /^(["']?)((?:jdbc:)?\w{2,20}:\/\/[^\s"'`#$;{}]{1,500})["']?$/.exec(written) ?? [];
  if (address === '' || !/^\w{1,30}=[\w-]{1,30}$/.test(option) || !/^(?:jdbc:)?\w+:\/\/[^/]{1,300}\/[^/]/.test(address))
    return {};
  const end = range.start + quote.length + address.length;
  return demanding(option, { start: end, end }, `${address.includes('?') ? '&' : '?'}${option}`, path);
}

function demanding(option: string, range: TextRange, text: string, path: string): { fix: Fix } {
  return {
    fix: {
      safety: 'suggestion',
      title: { de: `Verschlüsselung verlangen (${option})`, en: `Demand encryption (${option})` },
      edits: [{ path, range, text }],
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
