/** Reads and decodes one file of the inspected project, without ever following a symbolic link. */
import { constants, isUtf8 } from 'node:buffer';
import { constants as fsConstants, closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Notice } from '../model/file-facts.ts';

/** Files above this size (bytes) are not looked at: hand-written sources are far smaller, dumps and bundles are not. */
export const LARGEST_FILE = 2 * 1024 * 1024;

/** How the bytes of a file became text; a program that writes the file back has to encode it the same way. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1252';

export interface ReadText {
  /** Without byte order mark, so that offsets are those of an editor. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** Why there is no text. `missing` is no notice: the file was deleted meanwhile. */
export type Unread = Extract<Notice['reason'], 'too-large' | 'unreadable' | 'binary'> | 'missing';

/** Not there on Windows, where creating a symbolic link needs a privilege. */
const NO_FOLLOW = (fsConstants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
/** A named pipe in the tree must not make the reader wait for a writer. */
const NO_WAIT = (fsConstants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
const FLAGS = fsConstants.O_RDONLY | NO_FOLLOW | NO_WAIT;
/** Length of the head in which a NUL byte means "binary", as git does it. */
const HEAD = 8000;
/** Files up to this size (bytes) go through one buffer: fresh memory for each of them costs more than reading it. */
const ORDINARY_FILE = 64 * 1024;
const ordinary = Buffer.allocUnsafeSlow(ORDINARY_FILE + 1);

export async function readText(file: string, largest = LARGEST_FILE): Promise<ReadText | Unread> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, FLAGS);
    const stat = await handle.stat();
    if (!stat.isFile()) return 'missing';
    if (stat.size > largest) return 'too-large';
    return decodeText(await handle.readFile());
  } catch (error) {
    return reasonOf(error);
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

export function readTextSync(file: string, largest = LARGEST_FILE): ReadText | Unread {
  let handle: number | undefined;
  try {
    handle = openSync(file, FLAGS);
    const stat = fstatSync(handle);
    if (!stat.isFile()) return 'missing';
    if (stat.size > largest) return 'too-large';
    return decodeText(readOrdinary(handle, stat.size) ?? readFileSync(handle));
  } catch (error) {
    return reasonOf(error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The bytes of a file; undefined where they cannot be had, or are too many. */
export function readBytesSync(file: string, largest = LARGEST_FILE): Buffer | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, FLAGS);
    const stat = fstatSync(handle);
    return stat.isFile() && stat.size <= largest ? readFileSync(handle) : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Valid until the next call; undefined where one read does not give the whole file, which may be growing. */
function readOrdinary(handle: number, size: number): Buffer | undefined {
  // Files without a size (`/proc`) may hold something all the same.
  if (size === 0 || size > ORDINARY_FILE) return undefined;
  return readSync(handle, ordinary, 0, size + 1, 0) === size ? ordinary.subarray(0, size) : undefined;
}

/** The bytes of a changed text in the encoding it was read in; undefined where a character has no place in it. */
export function encodeText(text: string, encoding: Encoding): Buffer | undefined {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'windows-1252': {
      const bytes = Buffer.from(text, 'latin1');
      return windows1252(bytes) === text ? bytes : undefined;
    }
  }
}

/** The text of bytes as they stand in a file. */
export function decodeText(bytes: Buffer): ReadText | Unread {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.toString('utf16le', 2), encoding: 'utf-16le' };
  if (bytes.subarray(0, HEAD).includes(0)) return 'binary';
  if (bytes.length > constants.MAX_STRING_LENGTH) return 'too-large';
  // Old Java and Windows projects hold ISO 8859-1 texts; reading them as UTF-8 would lose their umlauts in a fix.
  if (!isUtf8(bytes)) return { text: windows1252(bytes), encoding: 'windows-1252' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { text: bytes.toString('utf8', 3), encoding: 'utf-8-bom' };
  return { text: bytes.toString('utf8'), encoding: 'utf-8' };
}

function windows1252(bytes: Buffer): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

function reasonOf(error: unknown): Unread {
  const code = (error as NodeJS.ErrnoException).code;
  // ELOOP: a symbolic link took the place of the file; ENXIO: a socket.
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO' || code === 'EISDIR'
    ? 'missing'
    : 'unreadable';
}
