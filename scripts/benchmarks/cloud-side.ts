import { type BuiltFunction, buildFunctions } from './cloud-side/bundles.ts'
import { type ColdStart, coldStarts } from './cloud-side/cold-start.ts'
import { overTheLocalCloud } from './cloud-side/over-the-local-cloud.ts'
import { ownProcessorTime } from './cloud-side/own-processor-time.ts'
import { type Figure, figure } from './figure.ts'

const dearest = <T>(all: readonly T[], of: (one: T) => number): T => {
  const [first] = all.toSorted((a, b) => of(b) - of(a))
  if (first === undefined) throw new Error('no function was measured')
  return first
}

/** A limit for what only shows where we are: nobody asked for more. */
const noLimit = { atLeast: 1 }

const ofBundles = (built: readonly BuiltFunction[]): Figure[] => {
  const largest = dearest(built, ({ kilobytes }) => kilobytes)
  return [
    figure(`cloud side, largest bundle (${largest.folder})`, largest.kilobytes, 'kB', { atMost: 1400 }),
    ...built
      .toSorted((a, b) => b.kilobytes - a.kilobytes)
      .map(({ folder, kilobytes }) => figure(`bundle, ${folder}`, kilobytes, 'kB', { atMost: 1400 })),
  ]
}

const ofColdStarts = (starts: readonly ColdStart[]): Figure[] => {
  const ratio = ({ own, empty }: ColdStart) => own / empty
  const worst = dearest(starts, ratio)
  return [
    figure(`cloud side, worst cold start (${worst.folder})`, ratio(worst), 'x the empty handler', { atMost: 1.25 }),
    ...starts
      .toSorted((a, b) => ratio(b) - ratio(a))
      .map((one) => {
        const detail = `${Math.round(one.own)} to ${Math.round(one.empty)} ms`
        return figure(`cold start, ${one.folder}, ${detail}`, ratio(one), 'x the empty handler', { atMost: 1.25 })
      }),
  ]
}

/**
 * How fast the cloud side is: round trips and requests on the deployed functions, processor time of a mint without a
 * network, and how each function loads beside an empty one with the same SDK clients.
 */
export async function cloudSide(): Promise<Figure[]> {
  const times = await ownProcessorTime()
  const percentile = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN
  const measured = await overTheLocalCloud()
  const { built, remove } = await buildFunctions()
  try {
    return [
      figure('cloud side, mint waits for AWS', measured.mintRoundTrips, 'round trips', { atMost: 4 }),
      figure('cloud side, confirm waits for AWS', measured.confirmRoundTrips, 'round trips', { atMost: 4 }),
      figure('cloud side, own processor time of a warm mint, p50', percentile(0.5), 'ms', { atMost: 3 }),
      figure('cloud side, own processor time of a warm mint, p99', percentile(0.99), 'ms', { atMost: 15 }),
      figure('cloud side, admissions over the local cloud', measured.admissionsPerSecond, 'requests/s', noLimit),
      figure('cloud side, mints over the local cloud', measured.mintsPerSecond, 'requests/s', noLimit),
      ...ofColdStarts(coldStarts(built)),
      ...ofBundles(built),
    ]
  } finally {
    remove()
  }
}
