import type { Arns } from './arns.ts'
import type { Grant } from './grants/grant.ts'
import type { Audience, Names } from './names.ts'

export interface RouteSpec {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Whose IAM policy may call it. */
  readonly audience: readonly Audience[]
}

/** The names a function may find in its environment. */
export type EnvironmentName =
  | 'MINTMARK_STAGE'
  | 'MINTMARK_FLEET'
  | 'MINTMARK_REGISTRY_TABLE'
  | 'MINTMARK_DEVICE_POLICY'
  | 'MINTMARK_DEVICE_POLICY_DOCUMENT'
  | 'MINTMARK_THING_TYPE'
  | 'MINTMARK_IOT_LOG_GROUP'
  | 'MINTMARK_EVENT_SOURCE'
  | 'MINTMARK_EVENTS_QUEUE'
  | 'MINTMARK_DEAD_EVENTS_QUEUE'
  | 'MINTMARK_RULE_ERRORS_QUEUE'
  | 'MINTMARK_STATIONS'
  | 'MINTMARK_STATION_DAYS'
  | 'MINTMARK_FIRST_CONNECT_DAYS'

/** Everything infra knows of one function; the code is the folder of the same name in `lambdas`. */
export interface FunctionSpec {
  readonly folder: string
  readonly description: string
  /** MB; Lambda gives processor time in proportion, 1769 MB is one core. */
  readonly memory: number
  /** Seconds; a function behind the HTTP API gets at most 29, since the API hangs up at 30. */
  readonly timeout: number
  /**
   * The HTTP route that opens it.
   * @default - none: another construct invokes it
   */
  readonly route?: RouteSpec
  readonly environment: readonly EnvironmentName[]
  readonly grants: (arns: Arns, names: Names) => readonly Grant[]
}
