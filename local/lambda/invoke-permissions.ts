import { matchesArn } from '../iam/wildcard.ts'

/** One `AWS::Lambda::Permission`: who may invoke a function, and on behalf of what. */
export interface InvokePermission {
  /** `apigateway.amazonaws.com`, `iot.amazonaws.com`, … */
  principal: string
  sourceArn?: string
  sourceAccount?: string
}

/** A service that wants to invoke a function. */
export interface Invoker {
  service: string
  sourceArn: string
  sourceAccount: string
}

const permits = (permission: InvokePermission, { service, sourceArn, sourceAccount }: Invoker): boolean =>
  permission.principal === service &&
  (permission.sourceArn === undefined || matchesArn(permission.sourceArn, sourceArn)) &&
  (permission.sourceAccount === undefined || permission.sourceAccount === sourceAccount)

/** Whether one of a function's permissions covers the invoker; a function without any may be invoked by no service. */
export const mayInvoke = (permissions: readonly InvokePermission[], invoker: Invoker): boolean =>
  permissions.some((permission) => permits(permission, invoker))

/** The sentence for an invocation that no permission covers; it names what to add to the template. */
export const missingPermission = (functionName: string, { service, sourceArn }: Invoker): string =>
  `${service} may not invoke function ${functionName} for ${sourceArn}: no AWS::Lambda::Permission of it has Principal ${service} and a SourceArn that covers this`
