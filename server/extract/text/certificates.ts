/** Certificates in PEM: from when and until when they hold. */
import { X509Certificate } from 'node:crypto';
import { matchesOf, type FoundText } from './found-text.ts';

const BEGIN = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;
/** A certificate with a key of 16384 bits and many names. */
const LONGEST = 20_000;
/** More stand in lists of public authorities, which others keep. */
const MOST = 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function readCertificates(text: string): FoundText[] {
  const beginnings = [...matchesOf(BEGIN, text)];
  return beginnings.length > MOST
    ? []
    : beginnings.flatMap(({ index, 0: armour }) => certificateAt(text, index, armour) ?? []);
}

function certificateAt(text: string, start: number, armour: string): FoundText | undefined {
  const rest = text.slice(start + armour.length, start + LONGEST);
  const last = rest.indexOf('-----END ');
  const close = last === -1 ? -1 : rest.indexOf('-----', last + 9);
  const until = close === -1 ? undefined : lastDay(base64In(rest.slice(0, last)));
  if (until === undefined) return undefined;
  return { shape: 'certificate', start, end: start + armour.length + close + 5, text: armour, parts: { until } };
}

/** The lines of Base64 without what a language, a comment or an indentation puts around them. */
function base64In(body: string): string {
  const lines = body.replaceAll(/\\[nrt]/g, '\n').match(/[A-Za-z\d+/]{4,}={0,2}|[A-Za-z\d+/]{2,3}={1,2}/g) ?? [];
  return lines.join('');
}

/** The last day as `2027-06-30`; undefined for what is no certificate. */
function lastDay(base64: string): string | undefined {
  if (base64 === '') return undefined;
  try {
    const { validTo } = new X509Certificate(Buffer.from(base64, 'base64'));
    const [, month = '', day = '', year = ''] = /^(\w{3}) {1,2}(\d{1,2}) \S{1,20} (\d{4})/.exec(validTo) ?? [];
    const number = MONTHS.indexOf(month) + 1;
    return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  } catch {
    return undefined;
  }
}
