import type { ProofWorld } from '../least-privilege/proof-world.ts'

export const minutes = 60_000
export const hours = 60 * minutes
export const days = 24 * hours

/** Something that raises an alarm. */
export interface Occasion {
  /** Name of the alarm without `mintmark-dev-`. */
  alarm: string
  /** What happens. */
  name: string
  /** After how long it is told: the alarm's period, over which CloudWatch waits for data. */
  after: number
  /** Brings it about; every number comes from deployed code or the local service, but where `fed` says otherwise. */
  bring(world: ProofWorld): Promise<unknown>
  /** The data point is made here, under the name that AWS documents, because the local cloud has no such limits. */
  fed?: true
}

const place = 'eu-west-1:123456789012'
export const alarmTopic = `arn:aws:sns:${place}:mintmark-dev-alarms`

/** Puts a data point where AWS would. */
export const feed = (
  { cloud }: ProofWorld,
  namespace: string,
  name: string,
  dimensions: Record<string, string>,
  value: number,
) => cloud.cloudwatch.record([{ namespace, name, dimensions, values: [value], timestamp: Date.now() }])
