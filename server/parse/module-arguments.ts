/** Arguments of a module of Ansible in one line, `mysql_user: name=kasse password=…`, as the map that they are. */
import { documentType } from '../classify/document-type.ts';
import type { SettingNode } from '../model/document.ts';
import { readPairs } from './pairs.ts';

/** Keys whose texts are commands, messages or conditions. */
const NO_MODULE =
  /^(?:\d+|name|msg|fail_msg|success_msg|prompt|when|that|until|shell|command|raw|script|cmd|line|regexp|block|content|tags|ansible\.(?:builtin|legacy)\.(?:shell|command|raw|script|debug))$/;

/** The same node unless tasks stand below it. */
export function withArguments(root: SettingNode, path: string, text: string): SettingNode {
  return /^ansible:(?:playbook|tasks)$/.test(documentType(path, root)) ? read(root, text) : root;
}

function read(node: SettingNode, text: string): SettingNode {
  const { key, value, children, valueRange } = node;
  if (children) return { ...node, children: children.map((child) => read(child, text)) };
  if (NO_MODULE.test(key) || (value?.kind !== 'known' && value?.kind !== 'composed')) return node;
  const written = text.slice(valueRange.start, valueRange.end);
  if (!/^[a-z]\w*=/.test(written)) return node;
  const { keyRange, range } = node;
  return { key, keyRange, valueRange, range, children: readPairs(written, valueRange.start) };
}
