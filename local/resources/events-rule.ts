import { checkPattern } from '../eventbridge/event-pattern.ts'
import { readRate } from '../eventbridge/schedule.ts'
import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const eventsRule: ResourceHandler = {
  allowed: ['EventBusName', 'EventPattern.**', 'Name', 'ScheduleExpression', 'State', 'Targets[].Arn', 'Targets[].Id'],
  withoutEffect: ['Description', 'Tags[].*'],
  create: (properties, { cloud, generatedName, where }) => {
    if (properties.text('EventBusName', 'default') !== 'default')
      throw new TemplateError(`${where}: the local cloud has the default event bus only`)
    const name = properties.text('Name', generatedName(64))
    const arn = `arn:aws:events:${cloud.region}:${cloud.accountId}:rule/${name}`
    const targets = properties.objects('Targets').map((target) => ({ id: target.text('Id'), arn: target.text('Arn') }))
    if (!properties.has('ScheduleExpression') && !properties.has('EventPattern'))
      throw new TemplateError(`${where}: a rule needs a ScheduleExpression or an EventPattern, else it never runs`)
    const other = targets.find((target) => !['lambda', 'sqs'].includes(target.arn.split(':')[2] ?? ''))
    if (other !== undefined)
      throw new TemplateError(`${where}: the target ${other.arn} is neither a function nor a queue`)
    if (properties.text('State', 'ENABLED') === 'ENABLED')
      cloud.events.putRule({
        name,
        arn,
        targets,
        ...(properties.has('ScheduleExpression') ? { everyMs: readRate(properties.text('ScheduleExpression')) } : {}),
        ...(properties.has('EventPattern') ? { pattern: checkPattern(properties.object('EventPattern').all) } : {}),
      })
    return { ref: name, attributes: { Arn: arn } }
  },
}
