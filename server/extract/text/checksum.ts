/** The checksum that some tokens end with, so that an invented one can be told from a real one. */
import { crc32 } from 'node:zlib';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 6;

/** True if a token such as `ghp_…` or `npm_…` ends with the CRC-32 of its random part in base 62. */
export function hasValidChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  return body.length > LENGTH && body.endsWith(checksumOf(body.slice(0, -LENGTH)));
}

export function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let index = 0; index < LENGTH; index++) {
    digits = (DIGITS[rest % DIGITS.length] ?? '') + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
