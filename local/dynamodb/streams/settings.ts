import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import { invalid } from '../errors.ts'
import type { StreamSpecification, Table } from '../tables/table.ts'
import { type StreamViewType, streamViewTypes } from './stream.ts'

type Description = Table['description']

/** The members of a description that tell of its stream. A new stream has a new label, as on AWS; an unchanged one keeps its own. */
export const streamSettings = (
  given: { StreamEnabled?: boolean; StreamViewType?: string } | undefined,
  table: Pick<Description, 'TableArn' | 'StreamSpecification' | 'LatestStreamArn' | 'LatestStreamLabel'>,
  now: number,
): Pick<Description, 'StreamSpecification' | 'LatestStreamArn' | 'LatestStreamLabel'> => {
  const { StreamSpecification: before, LatestStreamArn, LatestStreamLabel } = table
  const kept = LatestStreamArn === undefined ? {} : { LatestStreamArn, LatestStreamLabel }
  if (given === undefined) return before === undefined ? kept : { ...kept, StreamSpecification: before }
  refuseUnknownMembers('DynamoDB, in StreamSpecification', given, ['StreamEnabled', 'StreamViewType'])
  if (given.StreamEnabled !== true) return kept
  if (!streamViewTypes.includes(given.StreamViewType as StreamViewType))
    throw invalid(`StreamViewType must be one of ${streamViewTypes.join(', ')}, not ${given.StreamViewType}`)
  const wanted: StreamSpecification = { StreamEnabled: true, StreamViewType: given.StreamViewType as StreamViewType }
  if (before !== undefined && before.StreamViewType !== wanted.StreamViewType)
    throw invalid('Table is already enabled with another StreamViewType: disable the stream first')
  if (before !== undefined) return { ...kept, StreamSpecification: before }
  const label = new Date(now).toISOString().replace('Z', '')
  return {
    StreamSpecification: wanted,
    LatestStreamLabel: label,
    LatestStreamArn: `${table.TableArn}/stream/${label}`,
  }
}
