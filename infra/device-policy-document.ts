import type { Arns } from './arns.ts'
import type { Stage } from './stage.ts'

const thing = '${iot:Connection.Thing.ThingName}'

/**
 * What a device may do: connect as its own thing and use its own topics. AWS allows 2048 characters without white space.
 * Developer guide, "Thing policy variables": the variables stay empty, and nothing matches, unless the certificate is
 * attached to the thing.
 */
export const devicePolicyDocument = (stage: Stage, arns: Arns) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: arns.iotClient(thing),
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
    },
    { Effect: 'Allow', Action: 'iot:Publish', Resource: arns.iotTopic(`dt/${stage.fleet}/${thing}/*`) },
    { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arns.iotTopicFilter(`cmd/${stage.fleet}/${thing}/*`) },
    { Effect: 'Allow', Action: 'iot:Receive', Resource: arns.iotTopic(`cmd/${stage.fleet}/${thing}/*`) },
  ],
})
