/** The root of the settings of a file without documents in it: as large as the file. */
import type { SettingNode } from '../model/document.ts';

export function rootOf<C extends readonly SettingNode[]>(text: string, children: C): SettingNode & { children: C } {
  const whole = { start: 0, end: text.length };
  return { key: '', keyRange: { start: 0, end: 0 }, valueRange: whole, range: whole, children };
}
