/** Base64, as Secrets of Kubernetes hold their values. */

const WRITTEN = /^[A-Za-z\d+/]*={0,2}$/;
/** Signs that stand in no text. */
const NO_TEXT = /[\uFFFD\0-\u0008\u000E-\u001A]/;

/** The text, '' where it is something else (a key store), undefined where the value is no Base64. */
export function decodedText(value: string): string | undefined {
  if (!WRITTEN.test(value.replace(/\s/g, ''))) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8').trim();
  return NO_TEXT.test(text) ? '' : text;
}
