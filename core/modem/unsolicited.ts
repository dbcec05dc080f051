/**
 * `notification`: the modem tells something nobody asked for; `log`: a line of the application on the same UART;
 * `boot`: the application (re)started, so volatile settings such as +CMEE are gone.
 */
export type UnsolicitedKind = 'notification' | 'log' | 'boot'

const notifications =
  /^(\+CEREG|\+CSCON|\+CGEV|\+CNEC_E[SM]M|\+CEDRXP|\+CMTI?|\+CDSI?|%MDMEV|%XMONITOR|%XSIM|%XTIME|%XVBATLOWLVL|%XPOFWARN|%XMODEMSLEEP|%XT3412|%XCOEX2|%NCELLMEAS|%CESQ|%XRFTEST): ?/
const logLine = /^\[\d{2,}:\d{2}:\d{2}\.\d{3},\d{3}\]|^(\S+ )?<(err|wrn|inf|dbg)> /
const bootLine = /^\*{3,}\s*(Booting|Using) |^The AT host sample started|^Ready$|^INITIALIZED$/

/**
 * Says whether a line came unasked and may be skipped while an answer is awaited.
 * `command` is what was sent: `AT+CEREG?` is answered by a `+CEREG:` line, which then is no notification.
 */
export function unsolicitedKind(line: string, command?: string): UnsolicitedKind | undefined {
  const text = stripAnsi(line).trim()
  if (bootLine.test(text)) return 'boot'
  if (logLine.test(text)) return 'log'
  const name = notifications.exec(text)?.[1]
  if (name === undefined) return undefined
  const asked = /^AT([+%][A-Z0-9_]+)/i.exec(command?.trim() ?? '')?.[1]?.toUpperCase()
  return asked === name ? undefined : 'notification'
}

function stripAnsi(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Zephyr colours its log lines with escape sequences.
  return line.replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '')
}
