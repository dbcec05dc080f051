import { AwsError } from '../../aws-service.ts'
import type { Engine, Operation } from '../engine.ts'
import type { Table } from '../tables/table.ts'
import { validate } from '../validate.ts'

export const tagResource: Operation = (engine) => async (input) => {
  const { ResourceArn, Tags } = validate<{ ResourceArn: string; Tags: { Key: string; Value: string }[] }>(
    'tagResource',
    input,
  )
  return engine.serialise(async () => {
    const table = tableByArn(engine, ResourceArn)
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))
    await engine.tables.put({ ...table, tags: { ...table.tags, ...added } })
    return {}
  })
}

export const untagResource: Operation = (engine) => async (input) => {
  const { ResourceArn, TagKeys } = validate<{ ResourceArn: string; TagKeys: string[] }>('untagResource', input)
  return engine.serialise(async () => {
    const table = tableByArn(engine, ResourceArn)
    const kept = Object.entries(table.tags).filter(([key]) => !TagKeys.includes(key))
    await engine.tables.put({ ...table, tags: Object.fromEntries(kept) })
    return {}
  })
}

export const listTagsOfResource: Operation = (engine) => async (input) => {
  const { ResourceArn } = validate<{ ResourceArn: string }>('listTagsOfResource', input)
  return { Tags: Object.entries(tableByArn(engine, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })) }
}

const tableByArn = (engine: Engine, arn: string): Table => {
  const table = engine.tables.find(arn.split('/').at(-1) ?? '')
  if (table?.description.TableArn !== arn)
    throw new AwsError('ResourceNotFoundException', 400, `Requested resource not found: ResourcArn: ${arn} not found`)
  return table
}
