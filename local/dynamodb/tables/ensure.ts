import type { Engine } from '../engine.ts'
import { updateContinuousBackups } from '../operations/continuous-backups.ts'
import { createTable } from '../operations/tables.ts'
import { updateTimeToLive } from '../operations/time-to-live.ts'
import { sameKeys, type TableTemplate } from './from-template.ts'
import type { IndexShape, Table } from './table.ts'
import { updateTable } from './update.ts'

/**
 * Makes the table of a template, or changes the one there is as CloudFormation would: settings in place, one index a
 * deployment, and never its keys, which would replace a named table. Items stay.
 */
export const ensureTable = async (engine: Engine, template: TableTemplate): Promise<Table> => {
  const name = template.create.TableName
  const existing = engine.tables.find(name)
  if (existing === undefined) await createTable(engine)(template.create)
  else await engine.serialise(() => change(engine, existing, template))
  await ensureTimeToLive(engine, name, template)
  const recovery = template.pointInTimeRecovery ?? { PointInTimeRecoveryEnabled: false }
  await updateContinuousBackups(engine)({ TableName: name, PointInTimeRecoverySpecification: recovery })
  return engine.tables.get(name)
}

const change = async (engine: Engine, existing: Table, { create }: TableTemplate): Promise<void> => {
  const { description } = existing
  if (!sameKeys(description.KeySchema, create.KeySchema))
    throw new Error(
      `Table ${create.TableName}: the template changes its key schema, which CloudFormation does by replacement, and it cannot replace a table with a name of its own. Start with --reset or keep the keys.`,
    )
  const [old, wanted] = [description.GlobalSecondaryIndexes ?? [], create.GlobalSecondaryIndexes ?? []]
  const added = wanted.filter((index) => !old.some((other) => other.IndexName === index.IndexName))
  const removed = old.filter((index) => !wanted.some((other) => other.IndexName === index.IndexName))
  const altered = wanted.filter((index) =>
    old.some((other) => other.IndexName === index.IndexName && !sameIndex(index, other)),
  )
  if (added.length + removed.length > 1 || altered.length > 0)
    throw new Error(
      `Table ${create.TableName}: CloudFormation adds or removes one global secondary index a deployment and alters none; the template adds [${names(added)}], removes [${names(removed)}], alters [${names(altered)}].`,
    )
  const updates = [
    ...added.map((Create) => ({ Create })),
    ...removed.map(({ IndexName }) => ({ Delete: { IndexName } })),
  ]
  await updateTable(engine, {
    TableName: create.TableName,
    AttributeDefinitions: create.AttributeDefinitions,
    DeletionProtectionEnabled: create.DeletionProtectionEnabled === true,
    GlobalSecondaryIndexUpdates: updates,
    StreamSpecification: create.StreamSpecification ?? { StreamEnabled: false },
  })
  const tags = Object.fromEntries((create.Tags ?? []).map(({ Key, Value }) => [Key, Value]))
  await engine.tables.put({ ...engine.tables.get(create.TableName), tags })
}

const names = (indexes: IndexShape[]) => indexes.map(({ IndexName }) => IndexName).join(', ')

const sameIndex = (a: IndexShape, b: IndexShape): boolean =>
  sameKeys(a.KeySchema, b.KeySchema) &&
  a.Projection.ProjectionType === b.Projection.ProjectionType &&
  (a.Projection.NonKeyAttributes ?? []).join() === (b.Projection.NonKeyAttributes ?? []).join()

const ensureTimeToLive = async (engine: Engine, name: string, { timeToLive }: TableTemplate): Promise<void> => {
  const now = engine.tables.get(name).timeToLive?.AttributeName
  const wanted = timeToLive?.Enabled === true ? timeToLive.AttributeName : undefined
  const set = (AttributeName: string, Enabled: boolean) =>
    updateTimeToLive(engine)({ TableName: name, TimeToLiveSpecification: { AttributeName, Enabled } })
  if (now !== undefined && now !== wanted) await set(now, false)
  if (wanted !== undefined && now !== wanted) await set(wanted, true)
}
