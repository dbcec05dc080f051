/** How long the final result of a command may take, in milliseconds (nrf91-modem.md 2.9). */
export const commandTimeout = (command: string): number => {
  if (/^AT\+CFUN=/i.test(command)) return 30_000
  if (/^AT%(CMNG|KEYGEN|ATTESTTOKEN)/i.test(command)) return 15_000
  return 2_000
}
