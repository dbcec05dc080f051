import { type Dialect, dialectNames } from '../../simulator/dialects/dialects.ts'
import { type Fault, faultNames } from '../../simulator/faults.ts'
import { type Latency, type LatencyClass, latencyClasses } from '../../simulator/latency.ts'
import { UsageError } from '../command.ts'

/** `keygen=1500..3000` or `store=40`, in milliseconds. Throws a `UsageError`. */
export const latencyFrom = (text: string): [LatencyClass, Latency] => {
  const [, name, from, to] = /^(\w+)=(\d{1,6})(?:\.\.(\d{1,6}))?$/.exec(text) ?? []
  const latencyClass = latencyClasses.find((known) => known === name)
  if (latencyClass === undefined || from === undefined)
    throw new UsageError(
      `--latency is CLASS=MS or CLASS=MS..MS with a class of ${latencyClasses.join(', ')}, not "${text}"`,
    )
  return [latencyClass, to === undefined ? Number(from) : { from: Number(from), to: Number(to) }]
}

/** Throws a `UsageError`. */
export const baudFrom = (text: string): number => {
  const rate = Number(text)
  if (/^\d+$/.test(text) && rate >= 1200 && rate <= 4_000_000) return rate
  throw new UsageError(`--baud is a rate from 1200 to 4000000, not "${text}"`)
}

/** `drop-answer=KEYGEN`: the fault strikes the first command line that has this text. Throws a `UsageError`. */
export const faultFrom = (text: string): Fault => {
  const [, name, command = ''] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? []
  const fault = faultNames.find((known) => known === name)
  if (fault === undefined)
    throw new UsageError(`--fault is NAME=COMMAND with one of ${faultNames.join(', ')}, not "${text}"`)
  return { name: fault, command: new RegExp(command.replace(/\W/g, '\\$&'), 'i') }
}

/** Throws a `UsageError`. */
export const dialectFrom = (text: string): Dialect => {
  const dialect = dialectNames.find((known) => known === text)
  if (dialect === undefined) throw new UsageError(`--dialect is one of ${dialectNames.join(', ')}, not "${text}"`)
  return dialect
}
