/** Guards that NestJS decorators put on a class. */
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import type { Value } from '../../../model/value.ts';
import { rangeOf, unwrap, type ClassNode, type Node } from '../nodes.ts';

/** The guards on a class itself, so that classes that extend it can be asked. */
export function guardsOnClass(node: ClassNode, valueOf: (node: Node) => Value): Value | undefined {
  const items = node.decorators.flatMap(({ expression }) => {
    const plain = unwrap(expression);
    if (
      plain.type !== 'CallExpression' ||
      canonicalName(apiNameOf(valueOf(plain.callee))) !== '@nestjs/common#UseGuards'
    )
      return [];
    return plain.arguments.map((argument) => valueOf(argument));
  });
  return items.length === 0 ? undefined : { kind: 'list', items, open: false, range: rangeOf(node) };
}
