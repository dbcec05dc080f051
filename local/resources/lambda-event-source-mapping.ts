import { checkPattern } from '../eventbridge/event-pattern.ts'
import { TemplateError } from '../template/template-error.ts'
import type { Properties } from './properties.ts'
import type { ResourceContext, ResourceHandler } from './resource-handler.ts'

const forQueue = (properties: Properties, { cloud, where }: ResourceContext, reportsItemFailures: boolean) => {
  for (const name of ['BisectBatchOnFunctionError', 'FilterCriteria', 'StartingPosition'])
    if (properties.has(name)) throw new TemplateError(`${where}: ${name} is for streams, not for a queue`)
  cloud.eventSources.create({
    queueArn: properties.text('EventSourceArn'),
    functionName: properties.text('FunctionName'),
    batchSize: properties.number('BatchSize', 10),
    windowSeconds: properties.number('MaximumBatchingWindowInSeconds', 0),
    reportsItemFailures,
    isEnabled: properties.flag('Enabled', true),
    maxConcurrency: properties.object('ScalingConfig').number('MaximumConcurrency', 2),
  })
}

const forStream = (properties: Properties, { cloud, where }: ResourceContext, reportsItemFailures: boolean) => {
  const startingPosition = properties.text('StartingPosition')
  if (startingPosition !== 'TRIM_HORIZON' && startingPosition !== 'LATEST')
    throw new TemplateError(`${where}: StartingPosition ${startingPosition} is not supported by the local cloud`)
  if (properties.number('MaximumRetryAttempts', -1) !== -1)
    throw new TemplateError(
      `${where}: the local cloud tries a stream's batch without end; leave MaximumRetryAttempts out`,
    )
  cloud.streamSources.create({
    streamArn: properties.text('EventSourceArn'),
    functionName: properties.text('FunctionName'),
    batchSize: properties.number('BatchSize', 100),
    startingPosition,
    reportsItemFailures,
    bisectsOnError: properties.flag('BisectBatchOnFunctionError', false),
    isEnabled: properties.flag('Enabled', true),
    filters: properties
      .object('FilterCriteria')
      .objects('Filters')
      .map((filter) => checkPattern(JSON.parse(filter.text('Pattern')))),
  })
}

export const lambdaEventSourceMapping: ResourceHandler = {
  allowed: [
    'BatchSize',
    'BisectBatchOnFunctionError',
    'Enabled',
    'EventSourceArn',
    'FilterCriteria.Filters[].Pattern',
    'FunctionName',
    'FunctionResponseTypes[]',
    'MaximumBatchingWindowInSeconds',
    'MaximumRetryAttempts',
    'ScalingConfig.MaximumConcurrency',
    'StartingPosition',
  ],
  withoutEffect: ['Tags[].*'],
  create: (properties, context) => {
    const { generatedName, where } = context
    const responseTypes = properties.texts('FunctionResponseTypes')
    const unknown = responseTypes.find((type) => type !== 'ReportBatchItemFailures')
    if (unknown !== undefined)
      throw new TemplateError(`${where}: FunctionResponseTypes ${unknown} is not supported by the local cloud`)
    const isStream = /^arn:[^:]+:dynamodb:.*\/stream\//.test(properties.text('EventSourceArn'))
    ;(isStream ? forStream : forQueue)(properties, context, responseTypes.length > 0)
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
