/** Units of systemd and Podman, and parts of them → settings by section, and the commands that they start. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { CommandNode } from '../model/facts.ts';
import type { Source } from '../model/source.ts';
import { assignmentsOf, groupOf, wordedLines, wordOf } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { rootOf } from './root-of.ts';
import { readScript } from './shell/read-script.ts';

const SECTION = /^\[([^\]\r\n]{1,200})\]/;
const ENTRY = /^([A-Za-z][\w-]{0,100})[ \t]*=[ \t]*/;
/** Keys whose value is a list of assignments. */
const ASSIGNING = /^(?:Environment|DefaultEnvironment|ManagerEnvironment|Label|Annotation)$/;
/** The same, with commas between them. */
const OPTIONS = /^(?:Options|SetCredential)$/;
const COMMAND = /^(?:Exec(?:Start|StartPre|StartPost|Condition|Stop|StopPost|Reload)|Exec|HealthCmd)$/;

export function parseSystemd(source: Source): SettingsDocument {
  const { text } = source;
  const top: SettingNode[] = [];
  const commands: CommandNode[] = [];
  let section: SettingNode[] = top;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const line = logicalLine(text, at);
    const start = at + (line.length - line.trimStart().length);
    const content = line.trim();
    at += line.length + 1;
    if (content === '' || /^[#;]/.test(content)) continue;
    const name = SECTION.exec(content)?.[1];
    if (name !== undefined) {
      section = [];
      const range = { start, end: start + content.length };
      const keyRange = { start: start + 1, end: start + 1 + name.length };
      top.push({ key: name, keyRange, valueRange: range, range, children: section });
      continue;
    }
    const [head, key = ''] = ENTRY.exec(content) ?? [];
    if (head === undefined) continue;
    const from = start + head.length;
    const end = start + content.length;
    section.push(entry(text, key, start, from, end));
    if (COMMAND.test(key)) commands.push(...commandsIn(text, from, end));
  }
  const roots = top.length > 0 ? [rootOf(text, top)] : [];
  return { kind: 'settings', source, format: 'systemd', roots, commands, notices: [] };
}

/** Up to the end of a line that no backslash continues. */
function logicalLine(text: string, start: number): string {
  const isComment = /^[ \t]{0,100}[#;]/.test(text.slice(start, start + 120));
  let end = text.indexOf('\n', start);
  while (!isComment && end > start && /\\\r?$/.test(text.slice(Math.max(start, end - 2), end)))
    end = text.indexOf('\n', end + 1);
  return text.slice(start, end < 0 ? text.length : end);
}

function entry(text: string, key: string, start: number, from: number, end: number): SettingNode {
  const written = text.slice(0, end);
  const words = ASSIGNING.test(key)
    ? [...wordedLines(written, 'none', from)].flat()
    : OPTIONS.test(key)
      ? [...written.slice(from).matchAll(/[^,]+/g)].map(({ 0: part, index }) => wordOf(part, from + index))
      : [];
  // `SetCredential=name:value`
  const children = words.flatMap((word) =>
    assignmentsOf(key === 'SetCredential' ? { ...word, text: word.text.replace(':', '=') } : word),
  );
  if (children.length > 0) return groupOf(wordOf(key, start), children, end);
  const valueRange = { start: from, end };
  return {
    key,
    keyRange: { start, end: start + key.length },
    valueRange,
    range: { start, end },
    value: readInterpolation(text.slice(from, end), valueRange),
  };
}

/** Signs before the program say how it is run. */
function commandsIn(text: string, from: number, end: number): readonly CommandNode[] {
  const signs = /^[@:+!|-]*/.exec(text.slice(from, Math.min(end, from + 10)))?.[0].length ?? 0;
  return readScript(text.slice(from + signs, end), from + signs).commands;
}
