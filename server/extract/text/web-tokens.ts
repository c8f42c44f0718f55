/** JSON Web Tokens: told from other Base64 by looking into their header. */
import { matchesOf, type FoundText } from './found-text.ts';

const START = /(?<![\w.-])ey[IJK]/g;
const TOKEN = /^([\w-]{10,4000})\.([\w-]{10,16000})\.([\w-]{20,4000})(?![\w-])/;
const LONGEST = 24_100;

export function readWebTokens(text: string): FoundText[] {
  const found: FoundText[] = [];
  for (const { index: start } of matchesOf(START, text)) {
    const match = TOKEN.exec(text.slice(start, start + LONGEST));
    if (!match) continue;
    const [token, header = '', payload = ''] = match;
    if (typeof decoded(header)?.['alg'] !== 'string') continue;
    const claims = decoded(payload);
    if (!claims) continue;
    // Made to be seen by everybody: the key of a hosted database for browsers, the sample of jwt.io.
    if (claims['role'] === 'anon' || claims['sub'] === '1234567890' || claims['name'] === 'John Doe') continue;
    found.push({
      shape: 'jwt',
      start,
      end: start + token.length,
      text: token,
      parts: { ...(typeof claims['exp'] === 'number' && { expires: 'yes' }) },
    });
  }
  return found;
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
