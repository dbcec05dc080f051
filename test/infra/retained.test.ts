import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { synthesized } from './synthesized.ts'

const stored = JSON.parse(readFileSync(join(import.meta.dirname, 'retained-resources.json'), 'utf8'))
const nameKeys = ['TableName', 'PolicyName', 'ThingTypeName', 'LogGroupName', 'AccountId', 'AliasName']

const retained = async (name: string) => {
  const app = await synthesized({ name })
  return app
    .resources()
    .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')
    .map(({ stack, id, Type, Properties, DeletionPolicy, UpdateReplacePolicy }) => {
      const key = nameKeys.find((each) => each in Properties)
      return { stack, id, Type, name: key === undefined ? null : Properties[key], DeletionPolicy, UpdateReplacePolicy }
    })
}

test('what AWS keeps has the logical ID and name it always had', async () => {
  expect(await retained('dev')).toEqual(stored)
})

test('another stage keeps the same things under names of its own', async () => {
  const renamed = JSON.parse(JSON.stringify(stored).replaceAll('mintmark-dev-', 'mintmark-prod-'))
  expect(await retained('prod')).toEqual(renamed)
})
