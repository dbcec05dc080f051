import { type LinkResult, notChecked, sound } from '../diagnosis.ts'
import type { MintedFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { awsIot, here } from '../repairs.ts'

const causes = {
  'thing-missing': 'the thing of the device does not exist',
  'thing-not-attached': 'thing and certificate are not tied to each other',
  'thing-tied-to-another-certificate': 'the thing is tied to another certificate, and not to the one of the device',
  'certificate-tied-to-another-thing': 'the certificate is tied to another thing, and not to the one of the device',
}
const broken = breaks(causes)

const check = ({ thing, things, thingName, device, deployed }: MintedFacts): LinkResult => {
  if (!thing.read) return notChecked(thing.why)
  const principal = device.certificateArn
  const attach = awsIot('attach-thing-principal', {
    'thing-name': thingName,
    principal,
    'thing-principal-type': 'EXCLUSIVE_THING',
  })
  const others = things.read ? things.value.map(({ to }) => to).filter((name) => name !== thingName) : []
  const certificates = thing.value?.map(({ to }) => to) ?? []
  const evidence = {
    thing: thingName,
    certificate: device.certificateId,
    'certificates of the thing': thing.value === undefined ? 'no such thing' : certificates.join(', ') || 'none',
    'things of the certificate': things.read ? things.value.map(({ to }) => to).join(', ') || 'none' : undefined,
  }
  const release = others.map((name) => awsIot('detach-thing-principal', { 'thing-name': name, principal }))
  if (thing.value === undefined)
    return broken(
      'thing-missing',
      `Thing ${thingName} does not exist, so no variable of the policy has a value and CONNECT is refused.`,
      here(
        'Make it again and tie the certificate to it.',
        awsIot('create-thing', { 'thing-name': thingName, 'thing-type-name': deployed.thingType }),
        ...release,
        attach,
      ),
      evidence,
    )
  if (certificates.includes(principal)) return sound(`${thingName} is tied to the certificate`)
  if (others.length > 0)
    return broken(
      'certificate-tied-to-another-thing',
      `The certificate of this device is tied to ${others.join(', ')} and not to ${thingName}.`,
      here('Untie it there and tie it here.', ...release, attach),
      evidence,
    )
  if (certificates.length > 0)
    return broken(
      'thing-tied-to-another-certificate',
      `Thing ${thingName} is tied to another certificate, ${certificates[0]?.split('/').at(-1)}, and not to the device's own.`,
      here(
        'Untie the other one and tie the one that the registry names.',
        ...certificates.map((other) => awsIot('detach-thing-principal', { 'thing-name': thingName, principal: other })),
        attach,
      ),
      evidence,
    )
  return broken(
    'thing-not-attached',
    `Thing ${thingName} and certificate ${device.certificateId} are not tied to each other, so the policy lets nothing through.`,
    here('Tie them.', attach),
    evidence,
  )
}

/** The thing and its tie to the certificate, on which every variable of the device policy rests. */
export const thingLink: Link = { name: 'thing', causes, check }
