import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { Operation } from '../engine.ts'
import { invalid } from '../errors.ts'

interface UpdateInput {
  TableName: string
  TimeToLiveSpecification: { Enabled: boolean; AttributeName: string }
}

export const updateTimeToLive: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in updateTimeToLive', given, ['TableName', 'TimeToLiveSpecification'])
  const { TableName, TimeToLiveSpecification: wanted } = given as UpdateInput
  return engine.serialise(async () => {
    const { timeToLive, ...table } = engine.tables.get(TableName)
    if ((timeToLive !== undefined) === wanted.Enabled)
      throw invalid(`TimeToLive is already ${wanted.Enabled ? 'enabled' : 'disabled'}`)
    if (timeToLive !== undefined && timeToLive.AttributeName !== wanted.AttributeName)
      throw invalid(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive.AttributeName}`,
      )
    await engine.tables.put(wanted.Enabled ? { ...table, timeToLive: { AttributeName: wanted.AttributeName } } : table)
    return { TimeToLiveSpecification: wanted }
  })
}

export const describeTimeToLive: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in describeTimeToLive', given, ['TableName'])
  const { timeToLive } = engine.tables.get((given as UpdateInput).TableName)
  return {
    TimeToLiveDescription:
      timeToLive === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', ...timeToLive },
  }
}
