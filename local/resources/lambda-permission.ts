import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const lambdaPermission: ResourceHandler = {
  allowed: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
  create: (properties, { cloud, generatedName, where }) => {
    if (properties.text('Action') !== 'lambda:InvokeFunction')
      throw new TemplateError(`${where}: Action ${properties.text('Action')} is not supported by the local cloud`)
    cloud.functions.addPermission(properties.text('FunctionName'), {
      principal: properties.text('Principal'),
      ...(properties.has('SourceArn') ? { sourceArn: properties.text('SourceArn') } : {}),
      ...(properties.has('SourceAccount') ? { sourceAccount: properties.text('SourceAccount') } : {}),
    })
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
