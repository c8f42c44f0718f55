/** What a type annotation says about a value of which nothing else is known: the API name of its class. */
import type { TSESTree } from '@typescript-eslint/types';
import { apiNameOf, canonicalName, moduleName } from '../../../model/api-name.ts';
import type { TextRange } from '../../../model/text-range.ts';
import type { ApiName, Value } from '../../../model/value.ts';
import type { Node } from '../nodes.ts';
import { lookUp, type Scope } from '../scope.ts';

/** Types that change nothing about what a thing is. */
const WRAPPERS: ReadonlySet<string> = new Set('Readonly Required NonNullable Promise Awaited Partial'.split(' '));
const NOTHING: ReadonlySet<string> = new Set(['TSNullKeyword', 'TSUndefinedKeyword']);

/** `pg#Pool` for `Pool`, `Pool | undefined`, `Promise<Pool>`; empty where the type is not imported. */
export function typeName(type: Node, scope: Scope): ApiName {
  if (type.type === 'TSUnionType') {
    const [only, ...others] = type.types.filter((each) => !NOTHING.has(each.type));
    return only && others.length === 0 ? typeName(only, scope) : '';
  }
  if (type.type !== 'TSTypeReference') return '';
  const [inner] = argumentsOf(type);
  if (type.typeName.type === 'Identifier' && inner && !lookUp(scope, type.typeName.name)) {
    const { name } = type.typeName;
    if (WRAPPERS.has(name)) return typeName(inner, scope);
    if (name === 'InstanceType' || name === 'ReturnType')
      return inner.type === 'TSTypeQuery' ? importedName(inner.exprName, scope) : '';
  }
  return importedName(type.typeName, scope);
}

/** `ConfigType<typeof database>` of NestJS: what the function returns that `registerAs` got. */
export function configuredType(type: Node | undefined): Node | undefined {
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'ConfigType')
    return undefined;
  const [inner] = argumentsOf(type);
  return inner?.type === 'TSTypeQuery' ? inner.exprName : undefined;
}

/** A thing of a type, to take members from: its name is that of an instance. */
export function typedValue(type: Node | undefined, scope: Scope, range: TextRange): Value | undefined {
  const name = type ? typeName(type, scope) : '';
  const hash = name.indexOf('#');
  if (hash <= 0) return undefined;
  return { kind: 'reference', module: name.slice(0, hash), name: `${name.slice(hash + 1)}()`, path: [], range };
}

/** What a value is that is said to be of a type: `app.get('pool') as Pool`. A value of the type's own package says more. */
export function assertedValue(value: Value, type: Node | undefined, scope: Scope, range: TextRange): Value {
  if (!type || !['unknown', 'parameter', 'call', 'reference'].includes(value.kind)) return value;
  const typed = typedValue(type, scope, range);
  const known = apiNameOf(value);
  if (typed?.kind !== 'reference' || (known !== '' && typed.module.startsWith('.'))) return value;
  return known.startsWith(`${typed.module}#`) ? value : typed;
}

function argumentsOf(type: TSESTree.TSTypeReference): readonly TSESTree.TypeNode[] {
  return type.typeArguments?.params ?? [];
}

function importedName(name: Node, scope: Scope): ApiName {
  const path: string[] = [];
  let current: Node = name;
  while (current.type === 'TSQualifiedName') {
    path.unshift(current.right.name);
    current = current.left;
  }
  if (current.type !== 'Identifier') return '';
  const binding = lookUp(scope, current.name);
  if (!binding?.imported) return '';
  const { module, name: imported } = binding.imported;
  return canonicalName(`${moduleName(module)}#${[...(imported === '*' ? [] : [imported]), ...path].join('.')}`);
}

/** The annotation of a variable, parameter or field, where it has one. */
export function annotationOf(node: Node): Node | undefined {
  const inner = node.type === 'TSParameterProperty' ? node.parameter : node;
  const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
  return (target as { typeAnnotation?: TSESTree.TSTypeAnnotation | null }).typeAnnotation?.typeAnnotation;
}
