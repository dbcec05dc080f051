import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { evaluate, type NamedPolicy } from '../../policy/evaluate.ts'
import { resolveFrom } from '../../policy/variables.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { policiesOfCertificate, thingFacts, thingOfConnection } from '../../registry/connection-facts.ts'
import { defaultVersion, findPolicy } from '../../registry/policies.ts'
import { readCertificate } from '../../x509/read-certificate.ts'

interface AuthInfo {
  actionType?: string
  resources: string[]
}

interface Input {
  authInfos: AuthInfo[]
  principal?: string
  clientId?: string
  policyNamesToAdd?: string[]
  policyNamesToSkip?: string[]
}

const actions: Record<string, string> = {
  CONNECT: 'iot:Connect',
  PUBLISH: 'iot:Publish',
  SUBSCRIBE: 'iot:Subscribe',
  RECEIVE: 'iot:Receive',
}
const maxAuthInfos = 10

/** Judges by the same rules as the broker. Whether AWS fills the thing variables here is not documented (reference 2.2); we do. */
export const testAuthorization = operation({
  unsupported: ['cognitoIdentityPoolId'],
  authorizations: ({ principal = '*' }: Input) => [{ action: 'iot:TestAuthorization', resource: principal }],
  act: (input: Input, iot) => {
    const { authInfos, principal, clientId, policyNamesToAdd = [], policyNamesToSkip = [] } = input
    if (principal === undefined) throw iotError('InvalidRequestException', 'TestAuthorization needs a principal')
    if (authInfos.length === 0 || authInfos.length > maxAuthInfos)
      throw iotError('InvalidRequestException', `authInfos has 1 to ${maxAuthInfos} entries, not ${authInfos.length}`)
    const row = certificateOfArn(iot, principal)
    const added = policyNamesToAdd.map((policyName) => ({
      policyName,
      document: defaultVersion(findPolicy(iot, policyName)).document,
    }))
    const policies = [
      ...policiesOfCertificate(iot, row.certificateId).filter(
        ({ policyName }) => !policyNamesToSkip.includes(policyName),
      ),
      ...added,
    ]
    const resolve = resolveFrom({
      clientId,
      thing: thingFacts(iot, thingOfConnection(iot, row.certificateId, clientId)),
      certificate: readCertificate(row.certificatePem),
    })
    return { authResults: authInfos.map((info) => judge(iot, policies, info, resolve)) }
  },
})

const judge = (
  iot: IotContext,
  policies: NamedPolicy[],
  authInfo: AuthInfo,
  resolve: ReturnType<typeof resolveFrom>,
) => {
  const action = actions[authInfo.actionType ?? '']
  if (action === undefined)
    throw iotError(
      'InvalidRequestException',
      `actionType "${authInfo.actionType}" is not one of ${Object.keys(actions)}`,
    )
  const decisions = authInfo.resources.map((resource) => evaluate(policies, { action, resource, resolve }))
  for (const { unknown } of decisions) if (unknown !== undefined) iot.report(unknown)
  const shown = (names: string[]) =>
    [...new Set(names)].map((policyName) => ({ policyName, policyArn: iot.arn.policy(policyName) }))
  const worst =
    decisions.find(({ decision }) => decision === 'EXPLICIT_DENY') ??
    decisions.find(({ decision }) => decision === 'IMPLICIT_DENY')
  return {
    authInfo,
    authDecision: worst?.decision ?? 'ALLOWED',
    allowed: { policies: shown(decisions.flatMap(({ allowedBy }) => allowedBy)) },
    denied: {
      implicitDeny: { policies: [] },
      explicitDeny: { policies: shown(decisions.flatMap(({ deniedBy }) => deniedBy)) },
    },
    missingContextValues: [...new Set(decisions.flatMap(({ missing }) => missing))],
  }
}
