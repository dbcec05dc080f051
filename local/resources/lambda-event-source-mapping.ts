import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const lambdaEventSourceMapping: ResourceHandler = {
  allowed: [
    'BatchSize',
    'Enabled',
    'EventSourceArn',
    'FunctionName',
    'FunctionResponseTypes[]',
    'MaximumBatchingWindowInSeconds',
    'ScalingConfig.MaximumConcurrency',
  ],
  withoutEffect: ['Tags[].*'],
  create: (properties, { cloud, generatedName, where }) => {
    const responseTypes = properties.texts('FunctionResponseTypes')
    const unknown = responseTypes.find((type) => type !== 'ReportBatchItemFailures')
    if (unknown !== undefined)
      throw new TemplateError(`${where}: FunctionResponseTypes ${unknown} is not supported by the local cloud`)
    cloud.eventSources.create({
      queueArn: properties.text('EventSourceArn'),
      functionName: properties.text('FunctionName'),
      batchSize: properties.number('BatchSize', 10),
      windowSeconds: properties.number('MaximumBatchingWindowInSeconds', 0),
      reportsItemFailures: responseTypes.length > 0,
      isEnabled: properties.flag('Enabled', true),
      maxConcurrency: properties.object('ScalingConfig').number('MaximumConcurrency', 2),
    })
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
