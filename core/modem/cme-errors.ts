export interface CmeError {
  code: number
  /** A noun phrase: what the modem says. */
  meaning: string
  /** One sentence: what to do next. */
  fix: string
}

const table: Readonly<Record<number, readonly [meaning: string, fix: string]>> = {
  0: ['phone failure', 'This firmware may not know the command; compare AT+CGMR with the firmware table.'],
  3: ['operation not allowed', 'Check the functional mode with AT+CFUN? and repeat after AT+CFUN=4.'],
  4: ['operation not supported', 'This firmware does not have the command; compare AT+CGMR with the firmware table.'],
  13: ['SIM failure', 'Check that the SIM sits well and is active; credentials can be written without one.'],
  23: ['memory failure', 'The item is too big for the modem; write a shorter certificate chain.'],
  50: ['incorrect parameters', 'Check security tag (0 to 2147483647), type and quotes of the command.'],
  51: ['command disabled in this build', 'This firmware build has the command switched off; use a release build.'],
  60: ['system error', 'Reset the modem and repeat; if it stays, update the modem firmware.'],
  513: ['not found', 'The modem holds no such item; after a delete this is fine, else list with AT%CMNG=1.'],
  514: [
    'no access',
    'This item cannot be read or changed; private keys can never be read, modem-owned tags never changed.',
  ],
  515: [
    'memory full',
    'The modem holds 32 credentials at most; delete security tags that are not used (mintmark inspect lists them).',
  ],
  518: ['not allowed while the modem is active', 'Send AT+CFUN=4, wait for OK, and repeat.'],
  519: ['already exists', 'Delete this tag and type with AT%CMNG=3, then repeat.'],
  520: ['authentication failed', 'The public key or the signature for this command was not accepted.'],
  523: ['key generation failed', 'Reset the modem and repeat AT%KEYGEN once; if it fails again, replace the unit.'],
  525: ['JWT error', 'The modem could not make a token; it needs a key and the time of day.'],
  527: [
    'invalid content',
    'The certificate does not parse: write it with real line feeds, not with \\n as two characters.',
  ],
  528: [
    'blocked by the power-off warning',
    'The supply voltage is low: fix the supply, restart the board, and repeat.',
  ],
  529: ['claim token failure', 'The modem could not make a claim token; reset it and repeat.'],
}

/** What a `+CME ERROR` code means on an nRF91 and what to do; codes that no source defines say so. */
export function cmeError(code: number): CmeError {
  const [meaning, fix] = table[code] ?? [
    'no published meaning',
    'Note the command and the firmware (AT+CGMR), reset the modem, and repeat once.',
  ]
  return { code, meaning, fix }
}

export const knownCmeCodes: readonly number[] = Object.keys(table).map(Number)
