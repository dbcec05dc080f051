/**
 * A command as it may stand in a log, an error or the journal: of a credential write only operation, tag and type,
 * because its content can be a private key (nrf91-modem.md 7).
 */
export const redactCommand = (command: string): string => {
  const [start = ''] = command.split(/["\r\n]/, 1)
  return start.replace(/,$/, '').slice(0, 64)
}
