import { type LinkResult, notChecked, sound } from '../diagnosis.ts'
import type { MintedFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { awsIot, here } from '../repairs.ts'
import { isSameDocument } from '../same-document.ts'

const causes = {
  'policy-missing': 'the device policy of the stage does not exist',
  'policy-not-attached': 'the certificate does not carry the device policy',
  'another-policy-denies': 'a second policy on the certificate denies what the device policy allows',
  'policy-changed': 'the default version of the device policy is not what was deployed, and does not let the device in',
}
const broken = breaks(causes)

const check = (facts: MintedFacts): LinkResult => {
  const { attachedPolicies, policyDocument, permissions, device, deployed, thingName } = facts
  if (!attachedPolicies.read) return notChecked(attachedPolicies.why)
  const { policyName, policyDocument: wanted } = deployed
  const target = device.certificateArn
  const attach = awsIot('attach-policy', { 'policy-name': policyName, target })
  const refused = permissions.read ? permissions.value.filter(({ decision }) => decision !== 'ALLOWED') : []
  const current = policyDocument.read ? policyDocument.value : undefined
  const isAsDeployed = !policyDocument.read || (current !== undefined && isSameDocument(current, wanted))
  const evidence = {
    policy: policyName,
    'policies of the certificate': attachedPolicies.value.join(', ') || 'none',
    'default version': policyDocument.read ? (current ?? 'no such policy') : undefined,
    'not allowed':
      refused.map(({ action, resource, decision }) => `${action} ${resource}: ${decision}`).join('; ') || undefined,
  }
  if (policyDocument.read && current === undefined)
    return broken(
      'policy-missing',
      `Policy ${policyName} does not exist, so none of the stage's devices gets in.`,
      here(
        'Make it again as it was deployed, and attach it to the certificate of each device.',
        awsIot('create-policy', { 'policy-name': policyName, 'policy-document': wanted }),
        attach,
      ),
      evidence,
    )
  if (!attachedPolicies.value.includes(policyName))
    return broken(
      'policy-not-attached',
      `Certificate ${device.certificateId} does not carry policy ${policyName}: AWS knows the device and lets it do nothing.`,
      here('Attach it.', attach),
      evidence,
    )
  const denying = [...new Set(refused.flatMap(({ deniedBy }) => deniedBy))].filter((name) => name !== policyName)
  const what = refused.map(({ action }) => action).join(', ')
  if (denying.length > 0)
    return broken(
      'another-policy-denies',
      `Policy ${denying.join(', ')} on the certificate denies ${what} to ${thingName}, whatever ${policyName} allows.`,
      here('Detach it.', ...denying.map((name) => awsIot('detach-policy', { 'policy-name': name, target }))),
      evidence,
    )
  const redeploy = here(
    'Put back the version that was deployed; AWS keeps five, so an old one may have to be deleted first.',
    `${awsIot('create-policy-version', { 'policy-name': policyName, 'policy-document': wanted })} --set-as-default`,
  )
  if (!isAsDeployed && (refused.length > 0 || !permissions.read))
    return broken(
      'policy-changed',
      `Policy ${policyName} is not what was deployed, and ${permissions.read ? `does not let ${thingName} ${what}` : 'may not let the device in'}.`,
      redeploy,
      evidence,
    )
  if (!policyDocument.read && refused.length > 0) return notChecked(`${what} is not allowed, and ${policyDocument.why}`)
  const isAlone = attachedPolicies.value.length === 1
  if (!permissions.read)
    return isAsDeployed && policyDocument.read && isAlone
      ? sound(`${policyName} is attached alone and as deployed; not evaluated: ${permissions.why}`)
      : notChecked(permissions.why)
  // Whether TestAuthorization fills the variables of the thing is not documented (aws-iot-provisioning.md 12, no. 9).
  if (refused.length > 0)
    return sound(`${policyName} is attached and as deployed; TestAuthorization leaves ${what} open (inferred)`)
  const note = isAsDeployed ? 'as deployed' : 'changed since it was deployed'
  return sound(`${policyName} (${note}) lets ${thingName} connect, publish and subscribe`)
}

/** The device policy: there, attached, and evaluated by AWS for this client ID. */
export const policyLink: Link = { name: 'policy', causes, check }
