import { isRefused } from '../../bench/refused.ts'
import { parseImei } from '../../core/device/imei.ts'
import { opsCloudOf } from '../cloud.ts'
import { type CommandContext, type CommandResult, exit, type RegisterCommand, UsageError } from '../command.ts'
import { readFallbackLog } from '../input/read-fallback-log.ts'
import { refusalResult } from '../outcome.ts'
import { renderDiagnosis } from '../render/diagnosis.ts'

const examples = `
Examples:
  mintmark doctor 352656100367872
  mintmark doctor 352656100367872 --fallback-log /var/log/mosquitto/mosquitto.log
  mintmark doctor 352656100367872 --json
Ends with 0 if the device is in order, with 1 if a link is broken or could not be checked. It changes nothing.`

/** `mintmark doctor`: why a device does not connect, and the command that repairs it. */
export const registerDoctor: RegisterCommand = (program, run) => {
  program
    .command('doctor')
    .description('find the first broken link of a device that does not connect, and what repairs it')
    .argument('<imei>', '15 digits, as AT+CGSN prints them')
    .option('--fallback-log <file>', 'log of the broker that the device falls back to (mosquitto or similar)')
    .addHelpText('after', examples)
    .action((text: string, options: { fallbackLog?: string }) =>
      run((context) => diagnose(text, options.fallbackLog, context)),
    )
}

const diagnose = async (text: string, log: string | undefined, context: CommandContext): Promise<CommandResult> => {
  const parsed = parseImei(text)
  if (!parsed.ok) throw new UsageError(parsed.says)
  const { imei } = parsed
  const fallback = log === undefined ? undefined : await readFallbackLog(log, imei)
  if (log !== undefined && fallback === undefined) context.progress(`${log} does not name device ${imei}.`)
  const answer = await opsCloudOf(context).diagnose(imei, fallback === undefined ? {} : { fallback })
  if (isRefused(answer)) return refusalResult(answer)
  return { exit: answer.verdict === 'healthy' ? exit.done : exit.no, json: answer, text: renderDiagnosis(answer) }
}
