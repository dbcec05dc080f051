import type { DiagnosisRequest } from '../../core/api/diagnosis.ts'
import { UsageError } from '../command.ts'
import { linesOfFile } from './lines.ts'

type Sighting = NonNullable<DiagnosisRequest['fallback']>

/** Seconds since 1970 as mosquitto prints them, or ISO 8601 (`log_timestamp_format %Y-%m-%dT%H:%M:%S`); without a zone it is this machine's time. */
const timeOf = (line: string): string | undefined => {
  const [, seconds, iso] =
    /^\[?(?:(\d{9,11})(?:\.\d+)?|(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*?)):?\]?\s/.exec(line) ?? []
  const time = seconds === undefined ? Date.parse(iso?.replace(' ', 'T') ?? '') : Number(seconds) * 1000
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** mosquitto: `New client connected from 10.0.0.5:50000 as CLIENT (p2, c1, k60, u'name').`; else the word that holds the IMEI. */
const clientOf = (line: string, imei: string): string =>
  (/ as (\S+) \(/.exec(line)?.[1] ?? line.split(/[\s,;"'()[\]]+/).find((word) => word.includes(imei)) ?? imei).slice(
    0,
    256,
  )

/**
 * What the log of a mosquitto or similar broker says of a device: every line that names its IMEI, whatever stands around
 * it. Undefined if none does. Throws `UsageError` if the file is not there, is no text, or its lines have no time.
 */
export const readFallbackLog = async (path: string, imei: string): Promise<Sighting | undefined> => {
  const own = new RegExp(`(?<!\\d)${imei}(?!\\d)`)
  let found: Sighting | undefined
  try {
    for await (const line of linesOfFile(path)) {
      if (!own.test(line)) continue
      const at = timeOf(line)
      if (at === undefined)
        throw new UsageError(
          `${path}: "${line.slice(0, 80)}" begins with no time; set log_timestamp true in the broker, or give a log that has it.`,
        )
      found = {
        firstAt: found === undefined || at < found.firstAt ? at : found.firstAt,
        lastAt: found === undefined || at > found.lastAt ? at : found.lastAt,
        lines: (found?.lines ?? 0) + 1,
        clientId: / as \S+ \(/.test(line) || found === undefined ? clientOf(line, imei) : found.clientId,
      }
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`--fallback-log ${path} cannot be read: ${(error as Error).message}`)
  }
  return found
}
