import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const apiGatewayV2Stage: ResourceHandler = {
  allowed: [
    'AccessLogSettings.DestinationArn',
    'AccessLogSettings.Format',
    'ApiId',
    'AutoDeploy',
    'DefaultRouteSettings.ThrottlingBurstLimit',
    'DefaultRouteSettings.ThrottlingRateLimit',
    'StageName',
  ],
  withoutEffect: ['Description', 'DefaultRouteSettings.DetailedMetricsEnabled', 'Tags.*'],
  create: (properties, { cloud, where }) => {
    if (!properties.flag('AutoDeploy', false))
      throw new TemplateError(
        `${where}: a stage without AutoDeploy needs deployments, which are not supported by the local cloud`,
      )
    const name = properties.text('StageName')
    const log = properties.object('AccessLogSettings')
    const limits = properties.object('DefaultRouteSettings')
    const group = log.text('DestinationArn', '').split(':').slice(6).join(':').replace(/:\*$/, '')
    if (group !== '' && !cloud.logs.hasGroup(group))
      throw new TemplateError(`${where}: there is no log group ${group} for the access log`)
    cloud.apis.get(properties.text('ApiId')).setStage({
      name,
      ...(group === '' ? {} : { accessLog: { group, format: log.text('Format') } }),
      ...(limits.has('ThrottlingRateLimit')
        ? {
            throttle: {
              ratePerSecond: limits.number('ThrottlingRateLimit'),
              burst: limits.number('ThrottlingBurstLimit'),
            },
          }
        : {}),
    })
    return { ref: name }
  },
}
