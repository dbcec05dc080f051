import { createSsmParameters, type SsmParameters } from '../ssm/parameters.ts'
import { evaluate, type Scope } from './intrinsics.ts'
import type { Template } from './template.ts'
import { TemplateError } from './template-error.ts'

/**
 * Values of a template's parameters: what was given at an update, else their defaults; an SSM parameter is looked up among
 * those that `cdk bootstrap` and the stacks before this one made.
 */
export const parameterValues = (
  stack: string,
  template: Template,
  given: ReadonlyMap<string, string> = new Map(),
  ssm: Pick<SsmParameters, 'get'> = createSsmParameters(),
): Map<string, string> =>
  new Map(
    Object.entries(template.Parameters ?? {}).map(([name, parameter]) => {
      const where = `stack ${stack}, parameter ${name}`
      if (parameter.Default === undefined)
        throw new TemplateError(`${where} has no default: the local cloud deploys without asking, give it one`)
      if (parameter.Type === 'String') return [name, given.get(name) ?? parameter.Default]
      if (parameter.Type !== 'AWS::SSM::Parameter::Value<String>')
        throw new TemplateError(`${where}: the type ${parameter.Type} is not supported by the local cloud`)
      const value = ssm.get(parameter.Default)
      if (value === undefined) throw new TemplateError(`${where}: there is no SSM parameter ${parameter.Default} here`)
      return [name, value]
    }),
  )

/** Evaluates the template's `Rules` and throws with the text of the first assertion that does not hold. */
export const checkRules = (stack: string, template: Template, scope: Scope): void => {
  for (const [name, rule] of Object.entries(template.Rules ?? {}))
    for (const { Assert: assertion, AssertDescription: description } of rule.Assertions)
      if (evaluate(assertion, { ...scope, where: `stack ${stack}, rule ${name}` }) !== true)
        throw new TemplateError(
          `stack ${stack}, rule ${name} does not hold: ${description ?? JSON.stringify(assertion)}`,
        )
}
