import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/** The registry of orders and devices: one table, alone in its stack, so that nothing else can roll it back. */
export class RegistryStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'registry', props)
    const { names } = this.context
    const table = new Table(this, 'Registry', {
      tableName: names.registryTable,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: 'ttl',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    table.addGlobalSecondaryIndex({
      indexName: 'byOrder',
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      sortKey: { name: 'imei', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    })
  }
}
