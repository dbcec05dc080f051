import { holds } from './condition.ts'
import { MissingValue, matchesPattern, type Resolve, UnknownInPolicy } from './pattern.ts'
import { parsePolicyDocument, type Statement } from './policy-document.ts'

export interface NamedPolicy {
  policyName: string
  document: string
}

export interface AccessRequest {
  /** `iot:Connect`, `iot:Publish`, … */
  action: string
  /** ARN of the client, topic or topic filter. */
  resource: string
  resolve: Resolve
}

export interface Decision {
  decision: 'ALLOWED' | 'EXPLICIT_DENY' | 'IMPLICIT_DENY'
  allowedBy: string[]
  deniedBy: string[]
  /** Variables that some statement needed and this connection does not give. */
  missing: string[]
  /** What the local IoT Core could not judge; the request is denied then. */
  unknown?: string
}

/** Judges one request by IoT policies: nothing fits = denied, an explicit Deny beats every Allow (reference 5.1). */
export const evaluate = (policies: readonly NamedPolicy[], request: AccessRequest): Decision => {
  const allowedBy: string[] = []
  const deniedBy: string[] = []
  const missing = new Set<string>()
  for (const { policyName, document } of policies) {
    for (const statement of parsePolicyDocument(document)) {
      try {
        if (!fits(statement, request)) continue
        const list = statement.effect === 'Allow' ? allowedBy : deniedBy
        if (!list.includes(policyName)) list.push(policyName)
      } catch (error) {
        if (error instanceof MissingValue) missing.add(error.variable)
        else if (error instanceof UnknownInPolicy)
          return {
            decision: 'EXPLICIT_DENY',
            allowedBy: [],
            deniedBy: [policyName],
            missing: [],
            unknown: `policy ${policyName} uses ${error.message}, which the local IoT Core does not know`,
          }
        else throw error
      }
    }
  }
  const decision = deniedBy.length > 0 ? 'EXPLICIT_DENY' : allowedBy.length > 0 ? 'ALLOWED' : 'IMPLICIT_DENY'
  return { decision, allowedBy, deniedBy, missing: [...missing] }
}

const fits = (statement: Statement, { action, resource, resolve }: AccessRequest): boolean =>
  statement.actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase(), resolve)) &&
  someFits(statement.resources, resource, resolve) &&
  statement.conditions.every((condition) => holds(condition, resolve))

// One resource of a list may need a variable that is missing while another fits, so a miss counts only when none does.
const someFits = (patterns: string[], text: string, resolve: Resolve): boolean => {
  let missing: MissingValue | undefined
  for (const pattern of patterns) {
    try {
      if (matchesPattern(pattern, text, resolve)) return true
    } catch (error) {
      if (!(error instanceof MissingValue)) throw error
      missing = error
    }
  }
  if (missing !== undefined) throw missing
  return false
}
