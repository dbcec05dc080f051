import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateThingCommand,
  type IoTClient,
} from '@aws-sdk/client-iot'

/** Creates the thing; the same name with the same configuration is no error (aws-iot-provisioning.md 2.3), so it carries nothing that changes. */
export const ensureThing = async (iot: IoTClient, thingName: string, thingTypeName: string): Promise<void> => {
  await iot.send(new CreateThingCommand({ thingName, thingTypeName }))
}

/** Lets the certificate do what the device policy says. */
export const attachPolicy = async (iot: IoTClient, policyName: string, certificateArn: string): Promise<void> => {
  await iot.send(new AttachPolicyCommand({ policyName, target: certificateArn }))
}

/** Ties the certificate to this thing and no other, so that policy variables hold with any client ID. */
export const attachThing = async (iot: IoTClient, thingName: string, certificateArn: string): Promise<void> => {
  await iot.send(
    new AttachThingPrincipalCommand({ thingName, principal: certificateArn, thingPrincipalType: 'EXCLUSIVE_THING' }),
  )
}
