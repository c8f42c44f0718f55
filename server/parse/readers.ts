/** Which reader a format has. Those with large libraries are loaded when the first file of their format comes. */
import type { Document } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import type { EmbeddedFormat } from '../classify/embedded-in.ts';
import { parseApache } from './apache.ts';
import { parseColumns } from './columns.ts';
import { parseDotenv } from './dotenv.ts';
import { parseHaproxy } from './haproxy.ts';
import { parseJson } from './json.ts';
import { parseIni, parseWords } from './lines.ts';
import { parseNginx } from './nginx.ts';
import { parseProperties } from './properties.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

/** All formats but scripts and components. */
export const READERS: Readonly<Record<EmbeddedFormat, (source: Source) => Document | Promise<Document>>> = {
  json: parseJson,
  yaml: parseYaml,
  dotenv: parseDotenv,
  properties: parseProperties,
  xml: parseXml,
  hcl: async (source) => (await import('./hcl.ts')).parseHcl(source),
  ini: parseIni,
  words: parseWords,
  nginx: parseNginx,
  apache: parseApache,
  haproxy: parseHaproxy,
  columns: parseColumns,
  systemd: async (source) => (await import('./systemd.ts')).parseSystemd(source),
  sql: async (source) => (await import('./sql.ts')).parseSql(source),
  prisma: async (source) => (await import('./prisma.ts')).parsePrisma(source),
  crontab: async (source) => (await import('./crontab.ts')).parseCrontab(source),
  jenkins: async (source) => (await import('./jenkinsfile.ts')).parseJenkinsfile(source),
  toml: async (source) => (await import('./toml.ts')).parseToml(source),
  dockerfile: async (source) => (await import('./dockerfile.ts')).parseDockerfile(source),
  shell: async (source) => (await import('./shell/parse-shell.ts')).parseShell(source),
};
