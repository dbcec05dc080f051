import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { Engine, Operation } from '../engine.ts'
import type { Table } from '../tables/table.ts'

interface UpdateInput {
  TableName: string
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: boolean; RecoveryPeriodInDays?: number }
}

/** The recovery period AWS takes when none is named. Source: API Reference, "PointInTimeRecoverySpecification". */
export const DEFAULT_RECOVERY_DAYS = 35

export const updateContinuousBackups: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in updateContinuousBackups', given, ['TableName', 'PointInTimeRecoverySpecification'])
  const { TableName, PointInTimeRecoverySpecification: wanted } = given as UpdateInput
  return engine.serialise(async () => {
    const { pointInTimeRecovery: before, ...table } = engine.tables.get(TableName)
    const days = wanted.RecoveryPeriodInDays ?? before?.days ?? DEFAULT_RECOVERY_DAYS
    const updated: Table = wanted.PointInTimeRecoveryEnabled
      ? { ...table, pointInTimeRecovery: { since: before?.since ?? engine.clock() / 1000, days } }
      : table
    await engine.tables.put(updated)
    return description(engine, updated)
  })
}

export const describeContinuousBackups: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in describeContinuousBackups', given, ['TableName'])
  return description(engine, engine.tables.get((given as UpdateInput).TableName))
}

const description = (engine: Engine, { pointInTimeRecovery: recovery }: Table) => {
  const now = engine.clock() / 1000
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        recovery === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: recovery.days,
              EarliestRestorableDateTime: Math.max(recovery.since, now - recovery.days * 86_400),
              LatestRestorableDateTime: now,
            },
    },
  }
}
