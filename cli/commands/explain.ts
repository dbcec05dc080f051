import { type Explanation, explainer } from '../../core/explain/explain.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { type CommandContext, exit, type RegisterCommand, UsageError } from '../command.ts'
import { isFile, linesOf, linesOfFile } from '../input/lines.ts'

interface Options {
  mfw?: string
  mfwBefore?: string
}

const examples = `
Examples:
  mintmark explain 'mqtt_connect, error: -111'
  mintmark explain device.log --mfw-before mfw_nrf9160_1.2.0 --mfw mfw_nrf9160_1.2.3
  some-terminal | mintmark explain -
Ends with 1 if nothing in it is known.`

/** `mintmark explain`: what a device log means, the likeliest cause first. */
export const registerExplain: RegisterCommand = (program, run) => {
  program
    .command('explain')
    .description('say what a line or a log of a device means, and what to check next')
    .argument('<text>', 'a line, a file, or - for standard input')
    .option('--mfw <text>', 'modem firmware that runs now, if the log does not name it')
    .option('--mfw-before <text>', 'modem firmware before the last update')
    .addHelpText('after', examples)
    .action((text: string, options: Options) =>
      run(async (context) => {
        const firmware = firmwareFrom('--mfw', options.mfw)
        const firmwareBefore = firmwareFrom('--mfw-before', options.mfwBefore)
        const one = explainer({ ...(firmware && { firmware }), ...(firmwareBefore && { firmwareBefore }) })
        for await (const line of await source(text, context)) one.add(line)
        const explanation = one.finish()
        if (explanation.lines === 0) throw new UsageError('there is nothing to explain: the text is empty')
        return {
          exit: explanation.causes.length > 0 ? exit.done : exit.no,
          json: explanation,
          text: render(explanation),
        }
      }),
    )
}

async function source(text: string, { stdin }: CommandContext): Promise<AsyncIterable<string> | string[]> {
  if (text === '-') return linesOf(stdin as AsyncIterable<Buffer>)
  if (await isFile(text)) return linesOfFile(text)
  if (text.trim() === '') return []
  // A bare number can only be an error.
  return (/^-?\d{1,3}$/.test(text.trim()) ? `error: ${text.trim().replace(/^-?/, '-')}` : text).split('\n')
}

function firmwareFrom(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`${option}: ${parsed.says}`)
  return parsed.firmware.text
}

function render({ causes, errnos, firmware, unknown, lines, warnings }: Explanation): string {
  const numbers = [
    ...new Set(errnos.map(({ text, symbol, numberings }) => `${text} is ${symbol} (${numberings.join(', ')})`)),
  ]
  const update = firmware.before
    ? [`update: ${firmware.before} to ${firmware.after}${firmware.sniIsNew ? '; SNI is new' : ''}`]
    : []
  const ranked = causes.map(
    ({ row, symptom, cause, fix, next, source, lines: at }, index) =>
      `${index + 1}. ${cause}\n   ${symptom} (row ${row}, line ${at.join(', ')})\n   fix: ${fix}\n   next: ${next}\n   source: ${source}`,
  )
  const strange = unknown.map(({ line, text }) => `not known, line ${line}: ${text}`)
  const nothing = causes.length === 0 ? [`nothing known in ${lines} line${lines === 1 ? '' : 's'}`] : []
  return [
    ...warnings.map((warning) => `warning: ${warning}`),
    ...update,
    ...numbers,
    ...ranked,
    ...nothing,
    ...strange,
  ].join('\n')
}
