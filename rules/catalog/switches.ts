/** Switches that the environment sets. */
import type { ComparisonFact } from '../../server/model/facts.ts';
import type { Value } from '../../server/model/value.ts';

/** A comparison of a variable with a word for yes; what runs where (`production`) is another matter. */
export function isSwitchedOn({ operator, left, right, leftName, rightName }: ComparisonFact): boolean {
  if (!/^={2,3}$/.test(operator)) return false;
  const [variable, name, literal] = left.kind === 'known' ? [right, rightName, left] : [left, leftName, right];
  if (literal.kind !== 'known' || !/^(?:true|1|on|yes|ja|an|enabled?)$/i.test(String(literal.value))) return false;
  return variable.kind === 'environment'
    ? !/^NODE_ENV$/.test(variable.name) && variable.fallback.kind === 'absent'
    : /\benv\b/.test(name);
}

/** True where the project sets the variable and never to a word for no: then its default is nowhere in force. */
export function isSetOtherwise(value: Value): boolean {
  if (value.kind !== 'environment' || value.set === undefined) return false;
  // What developers and testers set for themselves says nothing about the rest.
  const elsewhere = value.set.filter(({ stage }) => stage !== 'local' && stage !== 'test');
  return (elsewhere.length > 0 ? elsewhere : value.set).every(
    ({ value: each }) => each.kind !== 'known' || !NO.test(String(each.value)),
  );
}

const NO = /^(?:false|0|off|no|nein|aus|disabled?|none|)$/i;
