import type { Repair } from './diagnosis.ts'

/** A word of a command line, quoted for a POSIX shell where it needs to be. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./<>-]+$/.test(word) && !/^<.*[^>]$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** `aws iot <operation>` with its options. */
export const awsIot = (operation: string, options: Record<string, string | true>): string =>
  [
    'aws iot',
    operation,
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, ...(value === true ? [] : [quoted(value)])]),
  ].join(' ')

/** A command or more that ops runs from any shell. */
export const here = (does: string, ...commands: string[]): Repair => ({ does, commands, where: 'here' })

/** The unit goes back to the bench. */
export const atTheBench = (does: string, orderId: string): Repair => ({
  does,
  commands: [`mintmark flash --port <PORT> --order ${quoted(orderId)}`],
  where: 'bench',
})

/** A new key for a device that was proven before: only a station with the rework right may. */
export const rework = (does: string, orderId: string): Repair =>
  atTheBench(`${does} The station needs the rework right on the order.`, orderId)
