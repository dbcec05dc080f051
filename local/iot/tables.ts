import type { Store } from '../state/store.ts'
import type { AuthorityRow } from './x509/authority.ts'

export type CertificateStatus = 'ACTIVE' | 'INACTIVE' | 'REVOKED' | 'PENDING_TRANSFER' | 'PENDING_ACTIVATION'

export interface CertificateRow {
  certificateId: string
  certificatePem: string
  status: CertificateStatus
  certificateMode: 'DEFAULT' | 'SNI_ONLY'
  caCertificateId?: string
  createdAt: number
  modifiedAt: number
  customerVersion: number
  generationId: string
  notBefore: number
  notAfter: number
  /** Key in the list by age. */
  place: string
}

export interface CaCertificateRow {
  certificateId: string
  certificatePem: string
  status: 'ACTIVE' | 'INACTIVE'
  certificateMode: 'DEFAULT' | 'SNI_ONLY'
  createdAt: number
  modifiedAt: number
  customerVersion: number
  generationId: string
  notBefore: number
  notAfter: number
}

export interface PolicyRow {
  policyName: string
  versions: { id: string; document: string; createdAt: number }[]
  defaultVersionId: string
  nextVersion: number
  createdAt: number
  modifiedAt: number
  generationId: string
}

export interface ThingRow {
  thingName: string
  thingId: string
  thingTypeName?: string
  billingGroupName?: string
  attributes: Record<string, string>
  version: number
}

export interface ThingTypeRow {
  thingTypeName: string
  thingTypeId: string
  description?: string
  searchableAttributes: string[]
  createdAt: number
  deprecatedAt?: number
}

export interface ThingPrincipalRow {
  thingName: string
  certificateId: string
  type: 'EXCLUSIVE_THING' | 'NON_EXCLUSIVE_THING'
  /** Detached, but still counted until this time. */
  until?: number
}

export interface DomainRow {
  domainConfigurationName: string
  id: string
  domainName: string
  domainType: 'ENDPOINT' | 'AWS_MANAGED' | 'CUSTOMER_MANAGED'
  serviceType: 'DATA' | 'CREDENTIAL_PROVIDER' | 'JOBS'
  status: 'ENABLED' | 'DISABLED'
  serverCertificateArns: string[]
  securityPolicy: string
  authenticationType: string
  applicationProtocol: string
  statusChangedAt: number
}

export interface LoggingRow {
  roleArn?: string
  defaultLogLevel?: string
  disableAllLogs?: boolean
  eventConfigurations?: { eventType?: string; logLevel?: string; logDestination?: string }[]
}

export interface RuleRow {
  ruleName: string
  /** TopicRulePayload in the API's spelling. */
  payload: RulePayload
  createdAt: number
}

export interface RulePayload {
  sql?: string
  description?: string
  actions?: RuleAction[]
  ruleDisabled?: boolean
  awsIotSqlVersion?: string
  errorAction?: RuleAction
}

export interface RuleAction {
  sqs?: { roleArn?: string; queueUrl?: string; useBase64?: boolean }
  lambda?: { functionArn?: string }
  republish?: { roleArn?: string; topic?: string; qos?: number }
  sns?: { roleArn?: string; targetArn?: string; messageFormat?: string }
}

/** When a client last connected, for the `versionNumber` of its lifecycle events. */
export interface ClientRow {
  versionNumber: number
  offlineSince?: number
  disconnectReason?: string
}

/** Everything of IoT Core that outlives a restart, by name. Keys of pairs are joined by a space, which no name and no ARN has. */
export const openTables = (store: Store) => ({
  atomically: store.atomically,
  settings: store.collection<string>('iot.setting'),
  authorities: store.collection<AuthorityRow>('iot.authority'),
  certificates: store.collection<CertificateRow>('iot.certificate'),
  certificatesByAge: store.collection<string>('iot.certificate-by-age'),
  caCertificates: store.collection<CaCertificateRow>('iot.ca-certificate'),
  policies: store.collection<PolicyRow>('iot.policy'),
  policiesOfTarget: store.collection<string>('iot.policy-of-target'),
  targetsOfPolicy: store.collection<string>('iot.target-of-policy'),
  things: store.collection<ThingRow>('iot.thing'),
  thingTypes: store.collection<ThingTypeRow>('iot.thing-type'),
  principalsOfThing: store.collection<ThingPrincipalRow>('iot.principal-of-thing'),
  thingsOfPrincipal: store.collection<ThingPrincipalRow>('iot.thing-of-principal'),
  domains: store.collection<DomainRow>('iot.domain'),
  logging: store.collection<LoggingRow>('iot.logging'),
  rules: store.collection<RuleRow>('iot.rule'),
  clients: store.collection<ClientRow>('iot.client'),
})

export type IotTables = ReturnType<typeof openTables>
