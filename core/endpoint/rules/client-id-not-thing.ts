import type { Rule } from '../rule.ts'

export const clientIdNotThing: Rule = {
  id: 'client-id-not-thing',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, thing-policy-variables (a policy on client/${iot:Connection.Thing.ThingName})',
  about: 'clientId',
  endsAt: 'connect',
  holds: ({ device }) =>
    device.clientId !== undefined &&
    device.thingName !== undefined &&
    device.policyClientIds === undefined &&
    device.clientId !== device.thingName,
  says: ({ device }) =>
    `The client ID is ${JSON.stringify(device.clientId)} and the thing is ${JSON.stringify(device.thingName)}: the device policy allows only its thing's name.`,
  fix: ({ device }) => `Set the MQTT client ID to ${device.thingName}, letter for letter.`,
}
