/** The reporter of every format of the map of doors. */
import { doorsAsCsv } from './csv.ts';
import { doorsAsHtml } from './html.ts';
import { doorsAsJson } from './json.ts';
import type { MapFormat } from '../shown-sight.ts';
import type { DoorReporter } from './shown-door.ts';
import { doorsAsText } from './text.ts';

export const DOOR_REPORTERS: Readonly<Record<MapFormat, DoorReporter>> = {
  text: doorsAsText,
  json: doorsAsJson,
  html: doorsAsHtml,
  csv: doorsAsCsv,
};
