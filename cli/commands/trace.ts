import { randomInt } from 'node:crypto'
import type { Firmware } from '../../core/modem/firmware.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { compareTraces } from '../../core/trace/compare/compare-traces.ts'
import { type TraceReport, traceReport } from '../../core/trace/report/trace-report.ts'
import { type Given, verdictContextOf } from '../../core/trace/report/verdict-context-of.ts'
import { type CommandContext, type ExitCode, exit, type RegisterCommand, UsageError } from '../command.ts'
import { accountFrom, addAccountOptions, type EndpointOptions, modeFrom } from '../input/endpoint-options.ts'
import { renderComparison, renderTrace } from '../render/trace.ts'
import { readTrace } from '../trace/read-trace.ts'

interface TraceOptions extends EndpointOptions {
  mfw?: string
}

const examples = `
Examples:
  mintmark trace failing.pcapng --expected-endpoint ENDPOINT
  mintmark trace working.pcap failing.pcap --mfw mfw_nrf9160_1.2.3
  mintmark trace modem.mtrace
Reads pcap, pcapng (also gzipped; - is stdin) and recognises raw modem traces. Works offline.
Ends with 0 only if the connection the capture is about went through and no finding is an error.`

/** `mintmark trace`: why a connection in a capture ended as it did. */
export const registerTrace: RegisterCommand = (program, run) => {
  const command = program.command('trace').description('say from a capture why a device did not connect')
  command.argument('<file>', 'pcap, pcapng or raw modem trace').argument('[other]', 'a second one to compare with')
  command.option('--mfw <text>', 'modem firmware, where the capture has no AT packets')
  command.option('--certificate-mode <mode>', 'DEFAULT or SNI_ONLY; left out, both are answered')
  addAccountOptions(command)
  command.addHelpText('after', examples)
  command.action((file: string, other: string | undefined, options: TraceOptions) =>
    run(async (context) => {
      const given = await givenFrom(options)
      const report = await reportOf(file, given, context)
      if (other === undefined) return { exit: exitOf(report), json: report, text: renderTrace(report) }
      const second = await reportOf(other, given, context)
      const comparison = compareTraces(report, second)
      return {
        exit: Math.max(exitOf(report), exitOf(second)) as ExitCode,
        json: { ...comparison, a: report, b: second },
        text: [
          renderComparison(comparison),
          '',
          `a: ${file}`,
          renderTrace(report),
          '',
          `b: ${other}`,
          renderTrace(second),
        ].join('\n'),
      }
    }),
  )
}

async function givenFrom(options: TraceOptions): Promise<Given> {
  const { expectedEndpoint, account, mfw, certificateMode } = options
  return {
    ...((expectedEndpoint ?? account) !== undefined && { account: await accountFrom(options) }),
    ...(mfw !== undefined && { firmware: firmwareFrom(mfw) }),
    ...(certificateMode !== undefined && { certificateMode: modeFrom(certificateMode) }),
  }
}

function firmwareFrom(text: string): Firmware {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`--mfw: ${parsed.says}`)
  return parsed.firmware
}

async function reportOf(path: string, given: Given, context: CommandContext): Promise<TraceReport> {
  const facts = await readTrace(path, randomInt(2 ** 32), context)
  return traceReport(facts, path, verdictContextOf(facts, given))
}

/** A file that is neither a capture nor a possible modem trace is wrong input; an open question is no success. */
function exitOf(report: TraceReport): ExitCode {
  const { kind } = report.capture
  if (report.capture.bytes === 0 || !['pcap', 'pcapng', 'binary'].includes(kind)) return exit.usage
  const bad = report.findings.some(({ severity }) => severity === 'error')
  return report.outcome === 'connects' && !bad ? exit.done : exit.no
}
