import { Stack, Validations } from 'aws-cdk-lib/core'
import type { IConstruct } from 'constructs'

/** How cdk-nag writes a resource in the ID of a finding: `arn:<AWS::Partition>:iot:…`. */
const flatten = (resolved: unknown): string => {
  if (typeof resolved === 'string') return resolved
  const { Ref: ref, 'Fn::Join': join } = resolved as { Ref?: string; 'Fn::Join'?: [string, unknown[]] }
  if (ref !== undefined) return `<${ref}>`
  if (join !== undefined) return join[1].map(flatten).join(join[0])
  throw new Error(`An ARN in a policy is made of Ref and Fn::Join, not ${JSON.stringify(resolved)}`)
}

/** Tells cdk-nag why these resources of `scope`'s policies hold wildcards. */
export const acknowledgeWildcards = (scope: IConstruct, resources: readonly string[], reason: string) => {
  const wild = resources.map((resource) => flatten(Stack.of(scope).resolve(resource))).filter((it) => it.includes('*'))
  Validations.of(scope).acknowledge(...wild.map((it) => ({ id: `AwsSolutions-IAM5[Resource::${it}]`, reason })))
}
