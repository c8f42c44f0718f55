/** What doors are for, by method and path: whole words of the segments. */
import type { DoorOperation, DoorPurpose } from '../../server/model/door.ts';
import { wordsOf, type WordSequences } from '../../server/model/words.ts';
import { DELETIONS, EXPORTS, PUBLIC, RECORDS, SIGN_IN, SIGN_OUT, WRITTEN } from './door-words.ts';
import { isAdministration } from './sensitive-doors.ts';
import { isAdministrativeOperation } from './sensitive-operations.ts';
import { kindOfDoor } from './sign-in-doors.ts';

interface PurposeOfDoor {
  readonly purpose: DoorPurpose;
  readonly operation?: DoorOperation;
}

const OTHER: PurposeOfDoor = { purpose: 'other' };

/** `method` in upper case; `ACTION` for a function of a page that a browser calls by its name. */
export function purposeOfDoor(method: string, path: string): PurposeOfDoor {
  const segments = path.split(/[/#]/).filter((segment) => segment !== '' && !isParameter(segment));
  const words = segments.map((segment) => wordsOf(segment));
  const all = words.flat();
  const has = (known: WordSequences): boolean => known.occursIn(all);
  const writes = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  const operation = operationOf(method, path, words, writes);
  const isSignIn = has(SIGN_IN) || (writes && kindOfDoor(path) !== undefined);
  // Tokens and keys that people sign in with are no keys of programs: `/oauth/access_token`, `/webauthn/credentials`.
  const isOperation = operation !== undefined && !(operation === 'key-management' && isSignIn);
  if (isOperation) return { purpose: 'sensitive-operation', operation };
  if (has(SIGN_OUT)) return { purpose: 'sign-out' };
  if (method === 'DELETE' && /^sessions?$/.test(segments.at(-1) ?? '')) return { purpose: 'sign-out' };
  if (isSignIn) return { purpose: 'sign-in' };
  if (isAdministration(path) || isAdministrativeOperation(method, path)) return { purpose: 'administration' };
  return has(PUBLIC) && !writes ? { purpose: 'public' } : OTHER;
}

function operationOf(
  method: string,
  path: string,
  words: readonly (readonly string[])[],
  writes: boolean,
): DoorOperation | undefined {
  if (words.some((each) => EXPORTS.occursIn(each))) return 'data-export';
  if (!writes) return undefined;
  const written = WRITTEN.find(([, known]) => words.some((each) => known.occursIn(each)))?.[0];
  if (written !== undefined) return written;
  const last = words.at(-1) ?? [];
  const isRecord = words.some((each) => RECORDS.has(each.join('')));
  if (method === 'DELETE') {
    // The last name says what is deleted: `/akten/:id`, not `/akten/:id/notizen/:notiz`.
    return RECORDS.has(last.join('')) || DELETIONS.occursIn(last) ? 'deletion' : undefined;
  }
  return DELETIONS.occursIn(last) && (isRecord || path.includes('#') || last.some((word) => RECORDS.has(word)))
    ? 'deletion'
    : undefined;
}

function isParameter(segment: string): boolean {
  return /^[:{[*$…]/.test(segment);
}
