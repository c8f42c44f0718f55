import type { TextRange } from './text-range.ts';

/** A name with a plain type, as a file says it. */
export interface TypedField {
  /** The interface, type, class, model, function or field around it; '' where it has no name. */
  readonly owner: string;
  readonly name: string;
  readonly nameRange: TextRange;
  /** What it may be, without `null` and `undefined`; of a list its items: `number`, `string`, `Date`, `'m'`. */
  readonly types: readonly string[];
  /** Of a field of Prisma: what stands behind its type: `@id @db.Char(11)`. */
  readonly attributes?: string;
}
