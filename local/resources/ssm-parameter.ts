import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const ssmParameter: ResourceHandler = {
  allowed: ['Name', 'Type', 'Value'],
  withoutEffect: ['Description', 'Tags.*', 'Tier'],
  create: (properties, { cloud, generatedName, where }) => {
    const type = properties.text('Type')
    if (type !== 'String') throw new TemplateError(`${where}: Type ${type} is not supported by the local cloud`)
    const name = properties.text('Name', generatedName())
    const value = properties.text('Value')
    cloud.parameters.put(name, value)
    return { ref: name, attributes: { Type: type, Value: value } }
  },
}
