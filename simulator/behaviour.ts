/** How lines end on the way to the modem (Kconfig of AT Host). */
export type Terminator = 'CR' | 'LF' | 'CRLF' | 'NULL'

/** What differs between boards and builds, and every behaviour that no source settles (marked [U] in nrf91-modem.md) as a switch. */
export interface ModemBehaviour {
  terminator: Terminator
  /** Functional mode after a reset; the at_client sample leaves the modem off. */
  bootMode: number
  /** What the application prints when it starts. */
  banner: readonly string[]
  /** What `%CMNG` prints on firmware 1.3.0 and 1.3.1. */
  digestsOf130: 'real' | 'placeholder'
  /** Writing over a stored item: replaced, or refused with 519. */
  overwrite: 'replace' | 'refuse'
  /** Types that `%CMNG=2` gives out; private keys never are. */
  readableTypes: readonly number[]
  /** Whether the CSR has the explicit NULL; without a word the firmware decides. */
  csrNullParameter?: boolean
  /** The supply voltage is low: 528 on firmware that knows it. */
  powerWarning: boolean
  /** The SIM does not answer: +CFUN=1 is refused with 13. */
  simFailure: boolean
  /** As %HWVERSION prints it; without a word the firmware decides. */
  hardware?: string
  /** Bytes that survive while a command runs, as AT Host switches its receiver off. The driver's depth is not documented. */
  fifoBytes: number
  /** How the modem compares the host name with those on the server's certificate; no document says. */
  nameCheck: 'rfc-6125' | 'letter-for-letter'
  /** Whether an address is sent as server name: RFC 6066 forbids it, and no document says that the modem looks. */
  addressAsSni: 'sent' | 'left-out'
  network: {
    /** +CEREG status once registered: 1 home, 5 roaming; 3 is denied for good, 90 a SIM that failed. */
    status: 1 | 3 | 5 | 90
    attachMs: number
    attachMsWithoutHistory: number
  }
  /** Every byte takes the time that this rate gives it, both ways; without one it takes none. */
  baudRate?: number
  /** How long a command takes, in milliseconds (`latencyBy` gives one by class). */
  latencyMs: (line: string) => number
}

export const usualBehaviour: ModemBehaviour = {
  terminator: 'CR',
  bootMode: 0,
  banner: ['The AT host sample started', 'Ready'],
  digestsOf130: 'placeholder',
  overwrite: 'replace',
  readableTypes: [0],
  powerWarning: false,
  simFailure: false,
  fifoBytes: Number.POSITIVE_INFINITY,
  nameCheck: 'rfc-6125',
  addressAsSni: 'sent',
  network: { status: 5, attachMs: 0, attachMsWithoutHistory: 0 },
  latencyMs: () => 0,
}
