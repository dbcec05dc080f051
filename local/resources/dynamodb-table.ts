import type { ResourceHandler } from './resource-handler.ts'

export const dynamodbTable: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  isDurable: true,
  create: async (properties, { cloud, generatedName }) => {
    const {
      TableName: name,
      TableArn: arn,
      LatestStreamArn: stream,
    } = await cloud.dynamodb.createTable({
      TableName: generatedName(),
      ...properties.all,
    })
    return { ref: name, attributes: { Arn: arn, ...(stream === undefined ? {} : { StreamArn: stream }) } }
  },
}
