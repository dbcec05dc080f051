/** One measured number. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** What it is held against, in words: `at least 500000 checks/s`. */
  against: string
  /** 1 or more where the number is good enough. */
  ratio: number
}

/** A benchmark: measures, cleans up after itself, and says under which circumstances in the names of its figures. */
export type Benchmark = () => Promise<Figure[]>

/** A number that should be at least, or at most, so much. */
export function figure(
  name: string,
  value: number,
  unit: string,
  limit: { atLeast: number } | { atMost: number },
): Figure {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
  if ('atLeast' in limit) {
    return {
      name,
      value: rounded,
      unit,
      against: `at least ${limit.atLeast} ${unit}`,
      ratio: round(value / limit.atLeast),
    }
  }
  return { name, value: rounded, unit, against: `at most ${limit.atMost} ${unit}`, ratio: round(limit.atMost / value) }
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100
}
