import { functions } from '../../../infra/functions.ts'
import { feed, minutes, type Occasion } from './occasion.ts'

const after = 5 * minutes
const table = { TableName: 'mintmark-dev-registry' }

const ofTable = (alarm: string, metric: string): Occasion => ({
  alarm,
  name: `DynamoDB counts ${metric}`,
  after,
  bring: async (world) => feed(world, 'AWS/DynamoDB', metric, table, 1),
  fed: true,
})

const ofFunction = (folder: string, metric: 'Errors' | 'Throttles'): Occasion => ({
  alarm: `${folder}-${metric.toLowerCase()}`,
  name: `Lambda counts ${metric} of ${folder}`,
  after,
  bring: async (world) => feed(world, 'AWS/Lambda', metric, { FunctionName: `mintmark-dev-${folder}` }, 1),
  fed: true,
})

/**
 * What AWS alone can measure, under the names of its guides: DynamoDB Developer Guide, "DynamoDB metrics and dimensions"; AWS
 * IoT Developer Guide, "AWS IoT metrics and dimensions"; Lambda Developer Guide, "Using CloudWatch metrics with Lambda".
 */
export const fed: Occasion[] = [
  ofTable('registry-read-throttles', 'ReadThrottleEvents'),
  ofTable('registry-write-throttles', 'WriteThrottleEvents'),
  {
    alarm: 'connect-throttles',
    name: 'AWS IoT counts Connect.Throttle',
    after,
    bring: async (world) => feed(world, 'AWS/IoT', 'Connect.Throttle', { Protocol: 'MQTT' }, 1),
    fed: true,
  },
  {
    alarm: 'announce-changes-age',
    name: 'Lambda counts an IteratorAge of ten minutes',
    after,
    bring: async (world) =>
      feed(world, 'AWS/Lambda', 'IteratorAge', { FunctionName: 'mintmark-dev-announce-changes' }, 10 * minutes),
    fed: true,
  },
  ...functions.flatMap(({ folder }) => [
    // That of the mint is raised by a kill.
    ...(folder === 'mint-credential' ? [] : [ofFunction(folder, 'Errors')]),
    ofFunction(folder, 'Throttles'),
  ]),
]
