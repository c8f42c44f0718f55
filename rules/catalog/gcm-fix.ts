/** A change from ECB to GCM on both sides, where a file encrypts and decrypts in the plainest way; nothing else can be changed unseen. */
import type { Edit, Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';

/** `const cipher = createCipheriv('aes-256-ecb', key, null);` and `Buffer.concat([cipher.update(x), cipher.final()])`. */
const MADE =
  /^([ \t]*)(?:const|let) (\w{1,60}) = ((?:\w{1,60}\.)?)create(C|Dec)ipheriv\(["']aes-(?:128|192|256)-(ecb)["'], [\w.]{1,100}, (null|''|"")\);/gim;

const JOINED = /Buffer\.concat\(\[((\w{1,60})\.update\(([^()]{1,200})\), (\w{1,60})\.final\(\))\]\)/;

/** One side of it, in offsets of the file. */
interface Side {
  readonly encrypts: boolean;
  readonly start: number;
  readonly indent: string;
  /** `crypto.` or nothing. */
  readonly prefix: string;
  readonly name: string;
  readonly mode: number;
  readonly vector: number;
  readonly vectorLength: number;
  /** What is put together, and what goes into `update`. */
  readonly joined: number;
  readonly inside: string;
  readonly data: string;
}

/** New data begins with the vector and ends with the tag; old data has to be encrypted anew before. */
export function gcmFix({ path, text }: FileView): { fix?: Fix } {
  const sides = sidesOf(text);
  const [one, other] = sides;
  if (!one || !other || sides.length > 2 || one.encrypts === other.encrypts || /\biv\b/.test(text)) return {};
  const [encrypting, decrypting] = one.encrypts ? [one, other] : [other, one];
  const { prefix, name, data } = encrypting;
  const isImported = prefix !== '' || /\brandomBytes\b/.test(text);
  if (!/^[\w.]{1,60}$/.test(decrypting.data) || (!isImported && !/^import\s/m.test(text))) return {};
  const edit = (start: number, length: number, replacement: string): Edit => ({
    path,
    range: { start, end: start + length },
    text: replacement,
  });
  const changed = (side: Side, vector: string, joined: string): Edit[] => [
    edit(side.mode, 3, 'gcm'),
    edit(side.vector, side.vectorLength, `${vector}, { authTagLength: 16 }`),
    edit(side.joined, side.inside.length, joined),
  ];
  const opened = `${decrypting.name}.setAuthTag(${decrypting.data}.subarray(-16))`;
  return {
    fix: {
      safety: 'suggestion',
      title: {
        de: 'Auf beiden Seiten AES-GCM verwenden; vorhandene Daten vorher umschlüsseln',
        en: 'Use AES-GCM on both sides; encrypt existing data anew before',
      },
      edits: [
        ...(isImported ? [] : [edit(0, 0, "import { randomBytes } from 'node:crypto';\n")]),
        edit(encrypting.start, 0, `${encrypting.indent}const iv = ${prefix}randomBytes(12);\n`),
        ...changed(encrypting, 'iv', `iv, ${name}.update(${data}), ${name}.final(), ${name}.getAuthTag()`),
        ...changed(
          decrypting,
          `${decrypting.data}.subarray(0, 12)`,
          `${opened}.update(${decrypting.data}.subarray(12, -16)), ${decrypting.name}.final()`,
        ),
      ],
    },
  };
}

function sidesOf(text: string): readonly Side[] {
  return [...text.matchAll(MADE)].flatMap((match): readonly Side[] => {
    const [written, indent = '', name = '', prefix = '', which, mode = '', vector = ''] = match;
    const after = match.index + written.length;
    const joined = JOINED.exec(text.slice(after, after + NEAR));
    const [, inside = '', updated, data = '', finished] = joined ?? [];
    if (!joined || updated !== name || finished !== name) return [];
    return [
      {
        encrypts: which === 'C' || which === 'c',
        start: match.index,
        indent,
        prefix,
        name,
        mode: match.index + written.lastIndexOf(mode, written.lastIndexOf(vector)),
        vector: match.index + written.lastIndexOf(vector),
        vectorLength: vector.length,
        joined: after + joined.index + 'Buffer.concat(['.length,
        inside,
        data,
      },
    ];
  });
}

/** Characters within which the other calls of the same function stand. */
const NEAR = 400;
