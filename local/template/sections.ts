import type { Template } from './template.ts'
import { TemplateError } from './template-error.ts'

const known = {
  template: [
    'AWSTemplateFormatVersion',
    'Description',
    'Metadata',
    'Parameters',
    'Rules',
    'Conditions',
    'Resources',
    'Outputs',
  ],
  parameter: ['Type', 'Default', 'Description'],
  resource: ['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'],
  output: ['Value', 'Description', 'Condition'],
}

const check = (kind: keyof typeof known, where: string, value: object) => {
  const unknown = Object.keys(value).filter((key) => !known[kind].includes(key))
  if (unknown.length > 0)
    throw new TemplateError(`${where}: ${kind} section ${unknown.join(', ')} is not supported by the local cloud`)
}

/** Throws `TemplateError` for a section or resource attribute (`Transform`, `CreationPolicy`, `Export`, …) nobody implements here. */
export const checkSections = (stack: string, template: Template): void => {
  check('template', `stack ${stack}`, template)
  for (const [name, parameter] of Object.entries(template.Parameters ?? {}))
    check('parameter', `stack ${stack}, parameter ${name}`, parameter)
  for (const [logicalId, resource] of Object.entries(template.Resources))
    check('resource', `stack ${stack}, resource ${logicalId}`, resource)
  for (const [name, output] of Object.entries(template.Outputs ?? {}))
    check('output', `stack ${stack}, output ${name}`, output)
}
