import type { Template } from './assembly-of.ts'

const stage = 'mintmark-dev'

const resourcesOf = (template: Template | undefined, type: string) => {
  const found = Object.values(template?.Resources ?? {}).filter(({ Type }) => Type === type)
  if (found.length === 0) throw new Error(`the templates hold no ${type}`)
  return found
}

/**
 * Templates as an earlier version may have had them: a narrower device policy, a table without its last index, smaller
 * functions, other retention. What AWS keeps has the same logical IDs and names.
 */
export const earlierTemplates = (templates: Record<string, Template>): Record<string, Template> => {
  const earlier = structuredClone(templates)
  for (const { Properties } of resourcesOf(earlier[`${stage}-identity`], 'AWS::IoT::Policy')) {
    const { Statement } = Properties.PolicyDocument as { Statement: unknown[] }
    Statement.splice(-2)
  }
  for (const { Properties } of resourcesOf(earlier[`${stage}-registry`], 'AWS::DynamoDB::Table')) {
    const { GlobalSecondaryIndexes: indexes } = Properties as { GlobalSecondaryIndexes: { KeySchema: unknown }[] }
    const dropped = indexes.pop()
    const used = new Set(JSON.stringify([Properties.KeySchema, indexes]).match(/(?<="AttributeName":")[^"]+/g))
    if (dropped === undefined) throw new Error('the table has no index')
    Properties.AttributeDefinitions = (Properties.AttributeDefinitions as { AttributeName: string }[]).filter(
      ({ AttributeName }) => used.has(AttributeName),
    )
  }
  for (const { Properties } of resourcesOf(earlier[`${stage}-factory-api`], 'AWS::Lambda::Function'))
    Properties.MemorySize = 512
  for (const { Properties } of resourcesOf(earlier[`${stage}-factory-api`], 'AWS::Logs::LogGroup'))
    Properties.RetentionInDays = 7
  return earlier
}
