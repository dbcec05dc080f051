import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const apiGatewayV2Route: ResourceHandler = {
  allowed: ['ApiId', 'AuthorizationType', 'RouteKey', 'Target'],
  withoutEffect: ['OperationName'],
  create: (properties, { cloud, generatedName, where }) => {
    const authorization = properties.text('AuthorizationType', 'NONE')
    if (authorization !== 'NONE' && authorization !== 'AWS_IAM')
      throw new TemplateError(`${where}: AuthorizationType ${authorization} is not supported by the local cloud`)
    const [kind, integrationId = ''] = properties.text('Target').split('/')
    if (kind !== 'integrations')
      throw new TemplateError(`${where}: Target ${properties.text('Target')} is not integrations/<id>`)
    cloud.apis.get(properties.text('ApiId')).addRoute({
      routeKey: properties.text('RouteKey'),
      isIamAuthorized: authorization === 'AWS_IAM',
      integrationId,
    })
    return { ref: generatedName(), attributes: { RouteId: generatedName() } }
  },
}
