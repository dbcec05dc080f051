import type { IotLogging } from '../diagnosis/diagnosis-facts.ts'

/** Something of an account: its value, or which action could not be taken and why. */
export type Reading<T> = { read: true; value: T } | { read: false; action: string; why: string }

export interface StackFact {
  name: string
  /** CloudFormation's word, such as `UPDATE_COMPLETE`. */
  status: string
}

/** A name that the stacks of the stage would take, and is taken. */
export interface TakenName {
  /** As CloudFormation calls it. */
  type: string
  name: string
  /** The stack that the resource belongs to; undefined if to none. */
  stack: Reading<string | undefined>
  isKept: boolean
}

export interface PolicyFact {
  name: string
  /** JSON of its default version. */
  document: string
}

/** What there is in an account and Region before a deployment. */
export interface AccountFacts {
  accountId: string
  region: string
  /** Every stack there is, of us and of others. */
  stacks: Reading<readonly StackFact[]>
  /** The stack of `cdk bootstrap`; undefined without one. */
  bootstrap: Reading<{ status: string; version?: number } | undefined>
  taken: readonly TakenName[]
  /** Types of which nobody knows whether the names are free. */
  unread: readonly { type: string; action: string; why: string }[]
  /** Logging of AWS IoT; undefined when it was never set up. */
  logging: Reading<IotLogging | undefined>
  /** Whether the logging belongs to the baseline stack of this stage. */
  isLoggingOurs: Reading<boolean>
  policies: Reading<{ some: readonly PolicyFact[]; total: number; isAll: boolean }>
  /** Lambda: concurrent executions of the account in this Region. */
  concurrency: Reading<{ account: number; unreserved: number }>
  /** Service quotas of AWS IoT Core by the name that Service Quotas gives them. */
  quotas: Reading<readonly { name: string; value: number }[]>
  /** Data endpoint (ATS). */
  endpoint: Reading<string>
  domainConfigurations: Reading<number>
  trustAnchors: Reading<number>
}

/** What the stage is going to be, as far as an account cares. */
export interface PlannedStage {
  name: string
  /** The account that the stage says it belongs to, if it does. */
  accountId?: string
  iotLogging: 'create' | 'adopt' | 'off'
  iotLogGroup: string
  devicePolicy: string
  stacks: readonly string[]
  functions: number
  /** Benches at work at the same time, and how long each takes for a unit. */
  stations: number
  secondsPerUnit: number
}
