/** Moves a literal secret out of a file: code and settings then read a variable; its name goes to `.env.example`. */
import type { Edit, Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';

/** Always a suggestion: somebody has to set the variable, and the old secret has to be replaced. */
export function moveToEnvironment(
  value: Value,
  literal: KnownValue,
  variable: string,
  /** The kind of document it is a setting of, undefined in code. */
  document: string | undefined,
  file: FileView,
): Fix | undefined {
  // Only where the literal stands in this file and in this place: elsewhere others may use it, too.
  if (literal.origin || literal.range.path !== undefined || variable === '') return undefined;
  if (document === 'terraform') return terraformFix(value, literal, variable, file);
  const edit =
    document !== undefined
      ? settingEdit(value, literal, variable, document, file)
      : codeEdit(value, literal, variable, file);
  if (!edit) return undefined;
  return {
    safety: 'suggestion',
    title: { de: `Aus der Umgebung lesen (${variable})`, en: `Read from the environment (${variable})` },
    edits: [edit, { path: '.env.example', range: { start: 0, end: 0 }, text: `${variable}=\n`, append: true }],
  };
}

function codeEdit(value: Value, literal: KnownValue, variable: string, file: FileView): Edit | undefined {
  const { path, text } = file;
  if (!/\.[cm]?[jt]sx?$/.test(path)) return undefined;
  if (value.kind === 'environment') {
    if (value.range.path !== undefined || value.origin) return undefined;
    // `process.env.X ?? 'literal'`: what stands before the operator stays.
    const before = text.slice(value.range.start, literal.range.start).trimEnd();
    const head = /(?:\?\?|\|\|)$/.test(before) ? before.slice(0, -2).trimEnd() : undefined;
    return head === undefined
      ? undefined
      : { path, range: { start: value.range.start, end: literal.range.end }, text: head };
  }
  if (value.kind !== 'known' || (value !== literal && value.range.start !== literal.range.start)) return undefined;
  const isTyped = /\.[cm]?tsx?$/.test(path);
  return {
    path,
    range: literal.range,
    text: isTyped ? `process.env['${variable}'] as string` : `process.env.${variable}`,
  };
}

/** How a value gets into a document of a kind from outside of it, as it would be written there. First match wins. */
const WAYS_FROM_OUTSIDE: readonly (readonly [document: RegExp, way: (variable: string) => string])[] = [
  [/^compose$/, (variable) => `\`\${${variable}:?}\` / \`secrets:\``],
  [/^k8s:Secret$/, () => '`SealedSecret` / `ExternalSecret`'],
  [/^k8s:/, () => '`secretKeyRef`'],
  [/^helm:values$/, () => '`existingSecret`'],
  [/^keycloak:(?:conf|migration)$/, (variable) => `\`\${${variable}}\``],
  // Keycloak replaces `${NAME}` while it imports a realm, keycloak-config-cli (var-substitution) its own form.
  [/^keycloak:/, (variable) => `\`\${${variable}}\` (Keycloak) / \`$(env:${variable})\` (keycloak-config-cli)`],
  [/^terraform$/, (variable) => `\`var.${variable.toLowerCase()}\` (\`sensitive = true\`)`],
  [/^spring(?::beans)?$/, (variable) => `\`\${${variable}}\``],
  [/^github-workflow$/, (variable) => `\`\${{ secrets.${variable} }}\``],
  [/^gitlab-ci$/, (variable) => `\`$${variable}\``],
  [/^ansible:/, (variable) => `\`{{ vault_${variable.toLowerCase()} }}\` (ansible-vault)`],
  [/^maven:/, (variable) => `\`\${env.${variable}}\``],
];

/** What can be written in a document in place of a secret; undefined where it has no way of its own. */
export function wayFromOutside(document: string, variable: string): string | undefined {
  return WAYS_FROM_OUTSIDE.find(([pattern]) => pattern.test(document))?.[1](variable);
}

/** Terraform asks for a variable without a default; what is sensitive it shows nowhere. */
function terraformFix(value: Value, literal: KnownValue, variable: string, { path, text }: FileView): Fix | undefined {
  const { start, end } = literal.range;
  const before = text.slice(0, start);
  const name = variable.toLowerCase();
  const isValue = value.kind === 'known' && /=\s{0,9}"$/.test(before.slice(-12)) && text.charAt(end) === '"';
  // The default of a variable, or one with this name already.
  const isTaken = text.includes(`variable "${name}"`) || /\bdefault\s{0,9}=\s{0,9}"$/.test(before.slice(-30));
  if (!isValue || isTaken || !path.endsWith('.tf')) return undefined;
  const block = `${text.endsWith('\n') ? '' : '\n'}\nvariable "${name}" {\n  type      = string\n  sensitive = true\n}\n`;
  return {
    safety: 'suggestion',
    title: { de: `Als Variable verlangen (${name})`, en: `Demand as a variable (${name})` },
    edits: [
      { path, range: { start: start - 1, end: end + 1 }, text: `var.${name}` },
      { path, range: { start: text.length, end: text.length }, text: block },
    ],
  };
}

/** Compose and Spring know `${NAME}`: the start fails while the variable is missing. */
function settingEdit(
  value: Value,
  literal: KnownValue,
  variable: string,
  document: string,
  file: FileView,
): Edit | undefined {
  const isCompose = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(file.path);
  if ((!isCompose && document !== 'spring') || value.kind !== 'known') return undefined;
  const { start } = literal.range;
  const before = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start).trimEnd();
  // Between brackets a brace without quotes would end the map.
  const isInBrackets =
    /[{[,:]$/.test(before) && /[{[]/.test(before.slice(Math.max(before.lastIndexOf('}'), before.lastIndexOf(']')) + 1));
  const quote = isInBrackets ? '"' : '';
  return { path: file.path, range: literal.range, text: `${quote}\${${variable}${isCompose ? ':?' : ''}}${quote}` };
}
