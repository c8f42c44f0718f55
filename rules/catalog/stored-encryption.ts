/** Storage of clouds and clusters: which setting encrypts it, and what the provider does where nobody says anything. After their manuals. */

/** A kind of storage by its names in Terraform and CloudFormation. */
export interface Storage {
  readonly terraform?: RegExp;
  readonly cloudFormation?: RegExp;
  /** The way to the switch, for each of the two. */
  readonly at: readonly string[];
  readonly cfnAt?: readonly string[];
  /** Keys that decide instead: copies take what the original has. */
  readonly instead?: readonly string[];
  /** How sure it is that the account does not encrypt by itself. */
  readonly confidence: 'high' | 'medium';
}

/** Not encrypted as long as nobody asks for it. */
export const UNENCRYPTED_BY_DEFAULT: readonly Storage[] = [
  {
    terraform: /^aws_db_instance$/,
    cloudFormation: /^AWS::RDS::DBInstance$/,
    at: ['storage_encrypted'],
    cfnAt: ['StorageEncrypted'],
    instead: [
      'replicate_source_db',
      'snapshot_identifier',
      'SourceDBInstanceIdentifier',
      'DBSnapshotIdentifier',
      'DBClusterIdentifier',
    ],
    confidence: 'high',
  },
  {
    terraform: /^aws_(?:rds|docdb|neptune)_cluster$/,
    cloudFormation: /^AWS::(?:RDS|DocDB|Neptune)::DBCluster$/,
    at: ['storage_encrypted'],
    cfnAt: ['StorageEncrypted'],
    instead: [
      'snapshot_identifier',
      'replication_source_identifier',
      'engine_mode',
      'global_cluster_identifier',
      'SnapshotIdentifier',
      'EngineMode',
      'SourceDBClusterIdentifier',
    ],
    confidence: 'high',
  },
  {
    terraform: /^aws_ebs_volume$/,
    cloudFormation: /^AWS::EC2::Volume$/,
    at: ['encrypted'],
    cfnAt: ['Encrypted'],
    instead: ['snapshot_id', 'SnapshotId'],
    confidence: 'medium',
  },
  {
    terraform: /^aws_efs_file_system$/,
    cloudFormation: /^AWS::EFS::FileSystem$/,
    at: ['encrypted'],
    cfnAt: ['Encrypted'],
    confidence: 'high',
  },
  {
    terraform: /^aws_elasticache_replication_group$/,
    cloudFormation: /^AWS::ElastiCache::ReplicationGroup$/,
    at: ['at_rest_encryption_enabled'],
    cfnAt: ['AtRestEncryptionEnabled'],
    instead: ['global_replication_group_id', 'GlobalReplicationGroupId'],
    confidence: 'high',
  },
  {
    terraform: /^aws_(?:opensearch|elasticsearch)_domain$/,
    cloudFormation: /^AWS::(?:OpenSearchService|Elasticsearch)::Domain$/,
    at: ['encrypt_at_rest'],
    cfnAt: ['EncryptionAtRestOptions'],
    confidence: 'medium',
  },
  {
    terraform: /^aws_kinesis_stream$/,
    cloudFormation: /^AWS::Kinesis::Stream$/,
    at: ['encryption_type'],
    cfnAt: ['StreamEncryption'],
    confidence: 'medium',
  },
  {
    terraform: /^aws_sns_topic$/,
    cloudFormation: /^AWS::SNS::Topic$/,
    at: ['kms_master_key_id'],
    cfnAt: ['KmsMasterKeyId'],
    confidence: 'medium',
  },
  {
    terraform: /^aws_dax_cluster$/,
    cloudFormation: /^AWS::DAX::Cluster$/,
    at: ['server_side_encryption'],
    cfnAt: ['SSESpecification'],
    confidence: 'medium',
  },
  { terraform: /^aws_workspaces_workspace$/, at: ['user_volume_encryption_enabled'], confidence: 'medium' },
  { terraform: /^opentelekomcloud_evs_volume_v3$/, at: ['kms_id'], confidence: 'medium' },
  { terraform: /^opentelekomcloud_obs_bucket$/, at: ['server_side_encryption'], confidence: 'medium' },
  { terraform: /^opentelekomcloud_sfs_(?:turbo_share_v1|file_system_v2)$/, at: ['crypt_key_id'], confidence: 'medium' },
];

/** Classes of the CDK that do the same, with the option that encrypts. */
export const CDK_UNENCRYPTED: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(?:aws-cdk-lib\/aws-rds|@aws-cdk\/aws-rds|aws-cdk-lib#aws_rds)[#.](?:DatabaseInstance|DatabaseCluster|CfnDBInstance|CfnDBCluster)$/,
    ['storageEncrypted', 'storageEncryptionKey'],
  ],
  [
    /^(?:aws-cdk-lib\/aws-ec2|@aws-cdk\/aws-ec2|aws-cdk-lib#aws_ec2)[#.](?:Volume|CfnVolume)$/,
    ['encrypted', 'encryptionKey'],
  ],
  [/^(?:aws-cdk-lib\/aws-efs|@aws-cdk\/aws-efs|aws-cdk-lib#aws_efs)[#.]CfnFileSystem$/, ['encrypted', 'kmsKeyId']],
  [
    /^(?:aws-cdk-lib\/aws-elasticache|@aws-cdk\/aws-elasticache|aws-cdk-lib#aws_elasticache)[#.]CfnReplicationGroup$/,
    ['atRestEncryptionEnabled'],
  ],
  [/^(?:aws-cdk-lib\/aws-opensearchservice|aws-cdk-lib#aws_opensearchservice)[#.]Domain$/, ['encryptionAtRest']],
];

/** Attributes that encrypt what is stored, under whatever resource, without case and separators. */
const SWITCHES: ReadonlySet<string> = new Set([
  'encrypted',
  'storageencrypted',
  'storageencryption',
  'kmsencrypted',
  'encryptionenabled',
  'atrestencryptionenabled',
  'encryptionatrestenabled',
  'encryptatrestenabled',
  'sqsmanagedsseenabled',
  'transparentdataencryptionenabled',
  'rootvolumeencryptionenabled',
  'uservolumeencryptionenabled',
  'encryptatrest',
  'clusterencrypted',
  'backendsencrypt',
  'enableencryption',
  'diskencryptionenabled',
  'enablediskencryption',
  'encryptionathostenabled',
  'secretsencryption',
  'ssealgorithmenabled',
]);
/** Records whose `enabled` is such a switch. */
const RECORDS =
  /^(?:encrypt_at_rest|server_side_encryption|encryption_at_rest|encryptionatrestoptions|encryptionatrest|ssespecification|encryption_settings|storage_encryption|data_encryption|streamencryption)$/i;
/** Words that switch it off as the value of a choice. */
const CHOICES: ReadonlyMap<string, RegExp> = new Map([
  ['encryptiontype', /^NONE$/i],
  ['encryptionstate', /^Disabled$/i],
  ['encryptionmode', /^(?:NONE|DISABLED)$/i],
]);
const OFF = /^(?:false|disabled|off|no)$/i;

/** True where the entry says that what is stored is not encrypted. */
export function isStoredPlain(key: readonly string[], value: unknown): boolean {
  const name = key.at(-1) ?? '';
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const text = String(value);
  if (CHOICES.get(plain)?.test(text) === true) return true;
  if (!OFF.test(text)) return false;
  return (
    SWITCHES.has(plain) ||
    (plain === 'enabled' && RECORDS.test(key.at(-2) ?? '')) ||
    (plain === 'encrypt' && key.at(-2) === 's3' && key.at(-3) === 'backend')
  );
}

/** The same pages without TLS: accounts for storage that answer HTTP. */
export const PLAIN_ACCESS: ReadonlySet<string> = new Set([
  'enablehttpstrafficonly',
  'httpstrafficonlyenabled',
  'supportshttpstrafficonly',
]);
