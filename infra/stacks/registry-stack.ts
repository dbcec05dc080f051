import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'
import { type RegistryIndex, registryIndexes } from '../registry-indexes.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

const describe = ({ name, hash, range, include }: RegistryIndex) => ({
  indexName: name,
  partitionKey: text(hash),
  ...(range !== undefined && { sortKey: text(range) }),
  ...(include === undefined
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] }),
})

/** The registry of orders and devices: one table, alone in its stack, so that nothing else can roll it back. */
export class RegistryStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'registry', props)
    const { stage, names } = this.context
    // A restored table is another resource beside the first one: under one logical ID CloudFormation would make it anew.
    const table = new Table(this, stage.registryTable ?? 'Registry', {
      tableName: names.registryTable,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: 'ttl',
      // Who follows it is another stack's affair; the table only keeps the last day.
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    for (const index of registryIndexes) table.addGlobalSecondaryIndex(describe(index))
    new SsmParameter(this, 'StreamParameter', {
      name: names.registryStream,
      type: 'String',
      description: 'ARN of the stream of the registry, for the stack that follows it',
      value: table.tableStreamArn ?? '',
    })
  }
}
