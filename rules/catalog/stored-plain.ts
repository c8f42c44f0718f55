/** What is stored without encryption, wherever a project says so. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, CommandFact, NamedValueFact, ResourceFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { CDK_UNENCRYPTED, isStoredPlain, PLAIN_ACCESS, UNENCRYPTED_BY_DEFAULT } from './stored-encryption.ts';

export interface StoredPlain {
  readonly path: string;
  readonly range: TextRange;
  readonly message: 'missing' | 'off' | 'access' | 'backup' | 'secrets';
  /** Resource or setting. */
  readonly name: string;
  readonly option: string;
  readonly confidence: 'high' | 'medium';
}

export function storedPlain(file: FactsView): readonly StoredPlain[] {
  if (file.stage === 'local') return [];
  const all = file.facts('setting');
  return [
    ...file.facts('resource').flatMap((resource) => [...withoutSwitch(resource), ...ofCluster(resource)]),
    ...all.flatMap((fact) => ofSetting(fact)),
    ...ofTemplates(all),
    ...file.facts('call').flatMap((call) => ofConstruct(call)),
    ...file.facts('named-value').flatMap((fact) => ofOption(fact)),
    ...file.facts('command').flatMap((command) => ofBackup(command)),
  ];
}

/** Disks of an account that encrypts all of them by itself. */
export function encryptedByDefault(file: FactsView): readonly true[] {
  return file
    .facts('resource')
    .some(
      ({ type, value }) =>
        type === 'terraform:aws_ebs_encryption_by_default' && !isAlways(entryOf(value, 'enabled'), false),
    )
    ? [true]
    : [];
}

function withoutSwitch({ type, value, path, nameRange, name }: ResourceFact): readonly StoredPlain[] {
  if (!type.startsWith('terraform:') || value.open) return [];
  const kind = type.slice('terraform:'.length);
  const storage = UNENCRYPTED_BY_DEFAULT.find(({ terraform }) => terraform?.test(kind));
  if (!storage || entryOf(value, ...storage.at).kind !== 'absent') return [];
  if (storage.instead?.some((key) => value.entries.has(key)) === true) return [];
  // Valkey is encrypted by itself.
  if (isAlways(entryOf(value, 'engine'), 'valkey')) return [];
  // Blocks that are made by a loop may bring the switch.
  if (value.entries.has('dynamic')) return [];
  return [
    {
      path,
      range: nameRange,
      message: 'missing',
      name: `${kind}.${name}`,
      option: storage.at.join('.'),
      confidence: storage.confidence,
    },
  ];
}

/** Storage classes, and what the server of a cluster does with secrets. */
function ofCluster({ type, value, path, name, nameRange }: ResourceFact): readonly StoredPlain[] {
  if (type === 'k8s:StorageClass' && !value.open) {
    const isBlock = isAlways(entryOf(value, 'provisioner'), 'ebs.csi.aws.com', 'kubernetes.io/aws-ebs');
    const parameters = entryOf(value, 'parameters');
    const isAbsent =
      entryOf(parameters, 'encrypted').kind === 'absent' && entryOf(parameters, 'kmsKeyId').kind === 'absent';
    return isBlock && isAbsent
      ? [
          {
            path,
            range: nameRange,
            message: 'missing',
            name: `StorageClass ${name}`,
            option: 'encrypted: "true"',
            confidence: 'medium',
          },
        ]
      : [];
  }
  if (type !== 'k8s:EncryptionConfiguration') return [];
  const resources = entryOf(value, 'resources');
  if (resources.kind !== 'list') return [];
  return resources.items.flatMap((item) => {
    const providers = entryOf(item, 'providers');
    const first = providers.kind === 'list' ? providers.items[0] : undefined;
    return first?.kind === 'record' && first.entries.has('identity')
      ? [
          {
            path,
            range: first.range,
            message: 'secrets' as const,
            name: 'identity',
            option: 'kms',
            confidence: 'high' as const,
          },
        ]
      : [];
  });
}

const INFRASTRUCTURE: ReadonlySet<string> = new Set(['terraform', 'cloudformation', 'k8s:StorageClass']);

function ofSetting({ key, value, path, document }: SettingFact): readonly StoredPlain[] {
  if (value.kind !== 'known') return [];
  const name = key.at(-1) ?? '';
  const isTemplate = key[0] === 'Resources' && key[2] === 'Properties';
  const isDistribution = /^(?:secrets-encryption)$/.test(name);
  const isResource =
    INFRASTRUCTURE.has(document) &&
    (document !== 'terraform' || key[0] === 'resource' || key[0] === 'terraform' || key[0] === 'module');
  if (!isResource && !isTemplate && !isDistribution) return [];
  const said = { path, range: value.range, name: `${name} = ${String(value.value)}`, confidence: 'high' as const };
  if (PLAIN_ACCESS.has(name.toLowerCase().replace(/[^a-z]/g, '')) && /^false$/i.test(String(value.value)))
    return [{ ...said, message: 'access', option: `${name} = true` }];
  return isStoredPlain(key, value.value) ? [{ ...said, message: 'off', option: name }] : [];
}

/** Resources of CloudFormation whose properties do not hold the switch. */
function ofTemplates(all: readonly SettingFact[]): readonly StoredPlain[] {
  return all.flatMap((fact) => {
    const { key, value, path } = fact;
    const [first, resource = '', last] = key;
    if (first !== 'Resources' || last !== 'Type' || key.length !== 3 || value.kind !== 'known') return [];
    const kind = String(value.value);
    const storage = UNENCRYPTED_BY_DEFAULT.find(({ cloudFormation }) => cloudFormation?.test(kind));
    const properties = all.filter(
      (other) => other.key[0] === 'Resources' && other.key[1] === resource && other.key[2] === 'Properties',
    );
    const names = new Set(properties.map((other) => other.key[3] ?? ''));
    if (
      !storage?.cfnAt ||
      properties.length === 0 ||
      [...names].some((name) => name.startsWith('Fn::') || name === '<<')
    )
      return [];
    if (names.has(storage.cfnAt[0] ?? '') || storage.instead?.some((name) => names.has(name)) === true) return [];
    return [
      {
        path,
        range: value.range,
        message: 'missing' as const,
        name: `${resource} (${kind})`,
        option: storage.cfnAt.join('.'),
        confidence: storage.confidence,
      },
    ];
  });
}

const constructOf = byCallee(CDK_UNENCRYPTED);

function ofConstruct({ callee, isNew, arguments: given, calleeRange, path }: CallFact): readonly StoredPlain[] {
  const options = isNew ? constructOf(callee) : undefined;
  const properties: Value = given[2] ?? ABSENT;
  if (!options || properties.kind !== 'record' || options.some((name) => entryOf(properties, name).kind !== 'absent'))
    return [];
  const [option = ''] = options;
  const name = callee.slice(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf('#')) + 1);
  return [{ path, range: calleeRange, message: 'missing', name, option: `${option}: true`, confidence: 'medium' }];
}

const BUILDERS = /^(?:aws-cdk-lib|@aws-cdk\/|@pulumi\/|@cdktf\/|cdktf|cdk8s|sst)/;

/** `storageEncrypted: false`, `BucketEncryption.UNENCRYPTED`. */
function ofOption({ names, value, argumentOf = '', path }: NamedValueFact): readonly StoredPlain[] {
  if (!BUILDERS.test(argumentOf)) return [];
  const name = names.at(-1) ?? '';
  const isUnencrypted =
    value.kind === 'reference' && value.path.concat(value.name).some((part) => /(?:^|\.)UNENCRYPTED$/.test(part));
  const isOff = value.kind === 'known' && isStoredPlain(names, value.value);
  if (!isUnencrypted && !isOff) return [];
  const shown = isUnencrypted ? 'UNENCRYPTED' : 'false';
  return [{ path, range: value.range, message: 'off', name: `${name}: ${shown}`, option: name, confidence: 'high' }];
}

/** Programs for backups that are told to leave encryption out. */
const BACKUPS: readonly { readonly program: RegExp; readonly plain: RegExp; readonly option: string }[] = [
  { program: /^restic$/, plain: /^--insecure-no-password$/, option: '--password-file' },
  { program: /^borg(?:backup)?$/, plain: /^(?:--encryption=none|-enone)$/, option: '--encryption=repokey-blake2' },
  { program: /^duplicity$/, plain: /^--no-encryption$/, option: '--encrypt-key' },
];

function ofBackup({ program, arguments: given, path }: CommandFact): readonly StoredPlain[] {
  const backup = BACKUPS.find((each) => each.program.test(program));
  if (!backup) return [];
  const found = given.find(
    ({ text }, index) =>
      backup.plain.test(text) || (text === 'none' && /^(?:-e|--encryption)$/.test(given[index - 1]?.text ?? '')),
  );
  return found
    ? [
        {
          path,
          range: found.range,
          message: 'backup',
          name: `${program} ${found.text}`,
          option: backup.option,
          confidence: 'high',
        },
      ]
    : [];
}
