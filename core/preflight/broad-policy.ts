interface Statement {
  Effect?: unknown
  Action?: unknown
  Resource?: unknown
  NotAction?: unknown
  NotResource?: unknown
  Condition?: unknown
}

const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((it) => typeof it === 'string')

/** Bound to the certificate's own thing by a policy variable, or to whatever a condition says. */
const isBound = (resource: string) => resource.includes('${')
const lastPart = (arn: string) => arn.split(':').slice(5).join(':')
const coversAnyClient = (resource: string) => resource === '*' || /^(client\/)?\*$/.test(lastPart(resource))
const coversEverything = (resource: string) =>
  resource === '*' || /^(\*|topic\/\*|topicfilter\/\*)$/.test(lastPart(resource))

const wide = ({ Action, NotAction, Resource, NotResource, Condition }: Statement): string | undefined => {
  const resources = list(Resource)
  const isConditional = Condition !== undefined && Object.keys(Condition as object).length > 0
  if (NotAction !== undefined || NotResource !== undefined) return 'allows all but what it names'
  const actions = list(Action).map((action) => action.toLowerCase())
  const isAll = actions.some((action) => action === '*' || action === 'iot:*')
  if (
    isAll &&
    resources.some((resource) => (!isBound(resource) && lastPart(resource).includes('*')) || resource === '*')
  )
    return 'allows iot:* on everything'
  if (actions.includes('iot:connect') && !isConditional && resources.some(coversAnyClient))
    return 'allows to connect as any client'
  const reads = actions.filter((action) => /^iot:(publish|subscribe|receive)$/.test(action))
  if (reads.length > 0 && resources.some(coversEverything)) return `allows ${reads.join(', ')} on every topic`
  return undefined
}

/**
 * Why an IoT policy is broader than any device needs: a certificate that carries it could be every device, or hear every
 * one. Undefined for a policy that is not, and for a text that is no policy.
 */
export const broadBecause = (document: string): string | undefined => {
  try {
    const { Statement } = JSON.parse(document) as { Statement?: Statement | Statement[] }
    const statements = Array.isArray(Statement) ? Statement : [Statement ?? {}]
    return statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map(wide)
      .find((why) => why !== undefined)
  } catch {
    return undefined
  }
}
