import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

// API Gateway Developer Guide, "Quotas for HTTP APIs": maximum integration timeout.
const longestTimeoutMs = 30_000

export const apiGatewayV2Integration: ResourceHandler = {
  allowed: [
    'ApiId',
    'IntegrationMethod',
    'IntegrationType',
    'IntegrationUri',
    'PayloadFormatVersion',
    'TimeoutInMillis',
  ],
  withoutEffect: ['Description'],
  create: (properties, { cloud, generatedName, where }) => {
    const expect = (name: string, wanted: string) => {
      if (properties.text(name, wanted) !== wanted)
        throw new TemplateError(
          `${where}: ${name} ${properties.text(name)} is not supported by the local cloud, ${wanted} is`,
        )
    }
    expect('IntegrationType', 'AWS_PROXY')
    expect('PayloadFormatVersion', '2.0')
    expect('IntegrationMethod', 'POST')
    const id = generatedName()
    const timeoutMs = properties.number('TimeoutInMillis', longestTimeoutMs)
    if (timeoutMs < 50 || timeoutMs > longestTimeoutMs)
      throw new TemplateError(`${where}: TimeoutInMillis is ${timeoutMs}, API Gateway takes 50 to ${longestTimeoutMs}`)
    cloud.apis
      .get(properties.text('ApiId'))
      .addIntegration(id, { functionArn: properties.text('IntegrationUri'), timeoutMs })
    return { ref: id, attributes: { IntegrationId: id } }
  },
}
