/** The reporter of every format of the map of doors. */
import { doorsAsCsv } from './csv.ts';
import { doorsAsHtml } from './html.ts';
import { doorsAsJson } from './json.ts';
import type { DoorFormat, DoorReporter } from './shown-door.ts';
import { doorsAsText } from './text.ts';

export const DOOR_REPORTERS: Readonly<Record<DoorFormat, DoorReporter>> = {
  text: doorsAsText,
  json: doorsAsJson,
  html: doorsAsHtml,
  csv: doorsAsCsv,
};
