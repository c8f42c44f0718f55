/** Facts of names with a plain type: fields of interfaces, types and classes, parameters, variables. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../../model/text-range.ts';
import { dottedName, keyName, rangeOf, type Node } from '../nodes.ts';
import { annotationOf } from '../values/types.ts';
import type { Walk } from './walk.ts';

const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['TSNumberKeyword', 'number'],
  ['TSStringKeyword', 'string'],
  ['TSBooleanKeyword', 'boolean'],
  ['TSBigIntKeyword', 'bigint'],
]);
const NOTHING: ReadonlySet<string> = new Set(['TSNullKeyword', 'TSUndefinedKeyword']);
/** Types that hold what their argument is. */
const HOLDERS: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Set', 'Promise', 'Readonly', 'Partial']);

/** The types of a parameter, variable or field that has an annotation. */
export function readTyped(walk: Walk, owner: string, node: Node): void {
  const type = annotationOf(node);
  const inner = node.type === 'TSParameterProperty' ? node.parameter : node;
  const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
  const nameNode = 'key' in target ? target.key : target;
  const name = 'key' in target ? keyName(target.key, false) : dottedName(target);
  if (type && name !== undefined && name !== '') emitField(walk, owner, name, nameNode, type);
  else if (type?.type === 'TSTypeLiteral') readMembers(walk, owner, type.members);
}

/** The fields of `interface Ort { … }` and `type Ort = { … }`, those of fields included. */
export function readMembers(walk: Walk, owner: string, members: readonly TSESTree.TypeElement[]): void {
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) continue;
    const name = keyName(member.key, member.computed);
    if (name !== undefined) emitField(walk, owner, name, member.key, member.typeAnnotation.typeAnnotation);
  }
}

/** `type Ort = { … }`, parts of an intersection or union included. */
export function readTypeAlias(walk: Walk, id: Node, type: Node): void {
  const owner = dottedName(id);
  if (type.type === 'TSTypeLiteral') readMembers(walk, owner, type.members);
  else if (type.type === 'TSIntersectionType' || type.type === 'TSUnionType')
    for (const part of type.types) readTypeAlias(walk, id, part);
  if (type.type === 'TSUnionType') emitField(walk, '', owner, id, type);
}

function emitField(walk: Walk, owner: string, name: string, nameNode: Node, type: Node): void {
  const plain = itemType(type);
  if (plain.type === 'TSTypeLiteral') readMembers(walk, name, plain.members);
  const types = namesOf(plain);
  if (types.some((each) => each !== '…'))
    walk.emit({
      kind: 'type-field',
      path: walk.path,
      range: rangeOf(type),
      owner,
      name,
      nameRange: nameRangeOf(nameNode),
      types,
    });
}

/** Without the annotation, which belongs to a parameter's range. */
function nameRangeOf(node: Node): TextRange {
  return node.type === 'Identifier' ? { start: node.range[0], end: node.range[0] + node.name.length } : rangeOf(node);
}

function itemType(type: Node): Node {
  if (type.type === 'TSArrayType') return itemType(type.elementType);
  if (type.type === 'TSTypeOperator' && type.typeAnnotation) return itemType(type.typeAnnotation);
  if (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && HOLDERS.has(type.typeName.name)) {
    const [inner] = type.typeArguments?.params ?? [];
    return inner ? itemType(inner) : type;
  }
  return type;
}

function namesOf(type: Node): readonly string[] {
  if (type.type === 'TSUnionType') return type.types.filter((each) => !NOTHING.has(each.type)).flatMap(namesOf);
  const keyword = KEYWORDS.get(type.type);
  if (keyword !== undefined) return [keyword];
  if (type.type === 'TSLiteralType' && type.literal.type === 'Literal' && typeof type.literal.value === 'string')
    return [`'${type.literal.value}'`];
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? [type.typeName.name] : ['…'];
}
