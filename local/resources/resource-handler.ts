import type { Cloud } from '../cloud.ts'
import type { Properties } from './properties.ts'

/** What other resources see of a created one. */
export interface CreatedResource {
  /** What `Ref` says. */
  ref: string
  /** What `Fn::GetAtt` says, by attribute. */
  attributes?: Readonly<Record<string, string>>
}

/** Where a resource stands and what it is made in. */
export interface ResourceContext {
  cloud: Cloud
  stack: string
  logicalId: string
  /** `stack S, resource R (Type)`, for messages. */
  where: string
  /** The name CloudFormation would make up for a resource without one; the same on every start. */
  generatedName(maxLength?: number): string
  /** Directory of an asset. Throws `TemplateError` for an object that the stack's asset manifest does not have. */
  asset(objectKey: string): string
}

/** Makes one type of resource, in `local/resources/<type>.ts`. */
export interface ResourceHandler {
  /**
   * Property paths that are honoured: `KeySchema[].AttributeName`; a last step `*` is any name, `**` anything below.
   * A template with any other property does not start.
   */
  allowed: readonly string[]
  /** Paths that are known and change nothing on this machine: descriptions, tags, memory, alarms' figures. */
  withoutEffect?: readonly string[]
  /**
   * Its data outlive a restart. Such a resource must be there again, under the same `Ref`, when kept state is opened;
   * `create` then meets what is there and brings it to what the template says now.
   */
  isDurable?: boolean
  /** `create` may be called again while the cloud runs, as an update of the stack does. Durable resources can anyway. */
  isUpdatable?: boolean
  create(properties: Properties, context: ResourceContext): CreatedResource | Promise<CreatedResource>
}
