import type { Conditions } from 'aws-cdk-lib/aws-iam'

/** One statement of a function's role. */
export interface Grant {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** @default - none */
  readonly conditions?: Conditions
  /**
   * Why a resource holds a wildcard; becomes the acknowledgement of AwsSolutions-IAM5.
   * @default - no resource holds one
   */
  readonly wildcardReason?: string
}
