/** Forms of pages that send what somebody types as a part of the address. */
import type { MarkupFact } from '../../server/model/facts.ts';

export const FORM_TRIGGER = /type=["']?password/;

/** A program takes over what the browser would do. */
const HANDLED =
  /\son?submit|@submit|v-on:submit|\(ngsubmit\)|\(submit\)|\[formgroup\]|on:submit|use:|x-on:|hx-|data-|\{|\sid=/i;

/** True for a field for a password in a form that the browser sends with `get`: asked for, or by default to an address. */
export function isSentByAddress({ element, attribute, value, elements, range }: MarkupFact, text: string): boolean {
  if (element !== 'input' || attribute !== 'type' || value.kind !== 'known' || value.value !== 'password') return false;
  if (!elements.includes('form')) return false;
  const start = text.lastIndexOf('<form', range.start);
  const tag = start < 0 ? '' : text.slice(start, text.indexOf('>', start) + 1);
  const method = /\smethod=["']?(\w{1,10})/i.exec(tag)?.[1]?.toLowerCase();
  if (method !== undefined) return method === 'get' && !HANDLED.test(tag.replace(/\sid=/i, ''));
  return /\saction=["']?[\w/.]/i.test(tag) && !/\saction=["']?javascript:/i.test(tag) && !HANDLED.test(tag);
}

/** What the field is called in the address, or what it is. */
export function fieldName({ range }: MarkupFact, text: string): string {
  const start = text.lastIndexOf('<', range.start);
  const tag = text.slice(start, text.indexOf('>', range.end) + 1);
  return /\sname=["']?([\w.-]{1,40})/i.exec(tag)?.[1] ?? 'password';
}
