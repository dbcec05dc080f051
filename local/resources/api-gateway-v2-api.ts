import { createHash } from 'node:crypto'
import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const apiGatewayV2Api: ResourceHandler = {
  allowed: ['Name', 'ProtocolType'],
  withoutEffect: ['Description', 'Tags.*'],
  create: async (properties, { cloud, stack, logicalId, where }) => {
    if (properties.text('ProtocolType') !== 'HTTP')
      throw new TemplateError(
        `${where}: ProtocolType ${properties.text('ProtocolType')} is not supported by the local cloud`,
      )
    const apiId = BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
      .toString(36)
      .slice(0, 10)
    const url = await cloud.apis.create(apiId)
    return { ref: apiId, attributes: { ApiEndpoint: url, ApiId: apiId } }
  },
}
