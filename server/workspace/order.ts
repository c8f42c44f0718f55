/** The order of what an analysis tells, whatever was found first. */
import type { Crash } from '../model/analysis.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Finding } from '../model/finding.ts';
import { byCodeUnit } from './find-files.ts';

export function byPlace(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.path, b.path) ||
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    byCodeUnit(a.rule, b.rule) ||
    byCodeUnit(a.message.en, b.message.en)
  );
}

export function byName(a: Crash, b: Crash): number {
  return byCodeUnit(a.path ?? '', b.path ?? '') || byCodeUnit(a.what, b.what) || byCodeUnit(a.detail, b.detail);
}

export function byPlaceOfNotice(a: Notice, b: Notice): number {
  return byCodeUnit(a.path, b.path) || (a.range?.start ?? 0) - (b.range?.start ?? 0) || byCodeUnit(a.reason, b.reason);
}
