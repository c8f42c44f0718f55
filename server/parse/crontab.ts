/** Tables of cron → variables as settings, and the commands that run at times. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { CommandNode } from '../model/facts.ts';
import type { Source } from '../model/source.ts';
import { entryOf, wordOf } from './directives.ts';
import { rootOf } from './root-of.ts';
import { readScript } from './shell/read-script.ts';

const VARIABLE = /^([A-Za-z_]\w{0,100})[ \t]*=[ \t]*/;
/** Times, or their name. */
const TIMES = /^(?:@[a-z]{3,10}[ \t]+|(?:[\d*,/a-zA-Z~?-]{1,40}[ \t]+){5})/;

export function parseCrontab(source: Source): SettingsDocument {
  const { text, path } = source;
  // Tables of the system name the account in front of the command.
  const hasUser = /(?:^|\/)(?:crontab|cron\.d\/[^/]+)$/.test(path);
  const settings: SettingNode[] = [];
  const commands: CommandNode[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const content = line.trim();
    const start = index + (line.length - line.trimStart().length);
    if (content.startsWith('#')) continue;
    const [head, name = ''] = VARIABLE.exec(content) ?? [];
    if (head !== undefined) {
      const value = content.slice(head.length);
      settings.push(entryOf(wordOf(name, start), [wordOf(value, start + head.length)], text));
      continue;
    }
    const times = TIMES.exec(content)?.[0].length ?? 0;
    const user = hasUser ? (/^[\w.-]{1,60}[ \t]+/.exec(content.slice(times))?.[0].length ?? 0) : 0;
    if (times > 0) commands.push(...readScript(content.slice(times + user), start + times + user).commands);
  }
  return { kind: 'settings', source, format: 'crontab', roots: [rootOf(text, settings)], commands, notices: [] };
}
