import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Cloud } from '../cloud.ts'
import { propertiesOf } from '../resources/properties.ts'
import type { CreatedResource, ResourceContext } from '../resources/resource-handler.ts'
import { resourceHandlers } from '../resources/resource-handlers.ts'
import { checkProperties } from './allowed-properties.ts'
import { evaluate, noValue, type Scope } from './intrinsics.ts'
import { checkRules, parameterValues } from './parameters.ts'
import { resourceOrder } from './resource-order.ts'
import type { StackTemplate } from './template.ts'
import { TemplateError } from './template-error.ts'

/** A resource as it was made, for the check of kept state. */
export interface DeployedResource extends CreatedResource {
  stack: string
  logicalId: string
  type: string
  isDurable: boolean
}

const pseudoParameters = (cloud: Cloud, stack: string): Record<string, unknown> => ({
  'AWS::AccountId': cloud.accountId,
  'AWS::NoValue': noValue,
  'AWS::Partition': 'aws',
  'AWS::Region': cloud.region,
  'AWS::StackId': `arn:aws:cloudformation:${cloud.region}:${cloud.accountId}:stack/${stack}/local`,
  'AWS::StackName': stack,
  'AWS::URLSuffix': 'amazonaws.com',
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

const generatedName = (stack: string, logicalId: string, maxLength: number): string => {
  const suffix = `-${hashOf(`${stack}/${logicalId}`)}`
  return `${stack}-${logicalId}`.slice(0, maxLength - suffix.length) + suffix
}

const assetOf = (stack: StackTemplate, where: string) => (objectKey: string) => {
  const path = stack.assets.get(objectKey)
  if (path === undefined) throw new TemplateError(`${where}: the stack's assets have no object ${objectKey}`)
  if (!existsSync(path)) throw new TemplateError(`${where}: asset ${path} is not there; synthesize again`)
  return path
}

const scopeFor = (
  { name, template }: StackTemplate,
  cloud: Cloud,
  created: ReadonlyMap<string, CreatedResource>,
  given: ReadonlyMap<string, string>,
): Scope => {
  const pseudo = pseudoParameters(cloud, name)
  const parameters = parameterValues(name, template, given, cloud.parameters)
  const fail = (where: string, sentence: string): never => {
    throw new TemplateError(`${where}: ${sentence}`)
  }
  return {
    where: `stack ${name}`,
    ref(reference) {
      if (Object.hasOwn(pseudo, reference)) return pseudo[reference]
      if (parameters.has(reference)) return parameters.get(reference)
      return created.get(reference)?.ref ?? fail(this.where, `Ref ${reference} names nothing that the stack has`)
    },
    attribute(logicalId, attribute) {
      const resource =
        created.get(logicalId) ?? fail(this.where, `Fn::GetAtt ${logicalId} names nothing that the stack has`)
      return (
        resource.attributes?.[attribute] ??
        fail(this.where, `Fn::GetAtt ${logicalId}.${attribute} is not supported by the local cloud`)
      )
    },
    condition(reference) {
      const definition = template.Conditions?.[reference]
      if (definition === undefined) return fail(this.where, `there is no condition ${reference}`)
      return evaluate(definition, { ...this, where: `stack ${name}, condition ${reference}` }) === true
    },
  }
}

/** Errors of services and policies do not know which resource they stand for: this says it. */
const inPlace = async <T>(where: string, act: () => T | Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    if (error instanceof TemplateError) throw error
    throw new TemplateError(`${where}: ${(error as Error).message}`, { cause: error })
  }
}

/**
 * Makes everything a stack's template says, in the order of its references, and answers the stack's outputs.
 * Throws `TemplateError` naming stack, resource and value for whatever it does not know or a service refuses.
 */
export const deployStack = async (
  stack: StackTemplate,
  cloud: Cloud,
  onCreated: (resource: DeployedResource) => void,
  parameters: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> => {
  const { name, template } = stack
  const created = new Map<string, CreatedResource>()
  const scope = scopeFor(stack, cloud, created, parameters)
  checkRules(name, template, scope)
  for (const logicalId of resourceOrder(name, template)) {
    const { Type: type, Properties: raw = {}, Condition: condition } = template.Resources[logicalId] ?? { Type: '' }
    const where = `stack ${name}, resource ${logicalId} (${type})`
    if (condition !== undefined && !scope.condition(condition)) continue
    const handler = resourceHandlers[type]
    if (handler === undefined)
      throw new TemplateError(
        `${where}: the resource type is not supported by the local cloud; add it to local/resources`,
      )
    const values = evaluate(raw, { ...scope, where }) as Record<string, unknown>
    checkProperties(where, values, [...handler.allowed, ...(handler.withoutEffect ?? [])])
    const context: ResourceContext = {
      cloud,
      stack: name,
      logicalId,
      where,
      generatedName: (maxLength = 255) => generatedName(name, logicalId, maxLength),
      asset: assetOf(stack, where),
    }
    const result = await inPlace(where, () => handler.create(propertiesOf(values, where), context))
    created.set(logicalId, result)
    onCreated({ ...result, stack: name, logicalId, type, isDurable: handler.isDurable ?? false })
  }
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([, { Condition: condition }]) => condition === undefined || scope.condition(condition))
    .map(([output, { Value: value }]) => [
      output,
      evaluate(value, { ...scope, where: `stack ${name}, output ${output}` }),
    ])
  return Object.fromEntries(outputs)
}
