const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * Milliseconds between two runs of `rate(1 hour)`, `rate(5 minutes)`. Throws for what the local cloud does not know.
 * Source: EventBridge User Guide, "Creating a rule that runs on a schedule": one unit is singular, more are plural.
 */
export const readRate = (expression: string): number => {
  const [, count = '', unit = '', plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? []
  const ms = Number(count) * (unitMs[unit] ?? Number.NaN)
  if (Number.isNaN(ms) || ms === 0 || (count === '1') === (plural === 's'))
    throw new Error(
      `ScheduleExpression ${expression} is not supported by the local cloud; it knows rate(1 hour), rate(5 minutes) and the like`,
    )
  return ms
}
