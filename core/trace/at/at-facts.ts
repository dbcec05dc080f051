/** What the AT packets of a capture tell. Times are microseconds since 1970. */
export interface AtFacts {
  packets: number
  /** Answer to AT+CGMR. */
  firmware: string | null
  imei: string | null
  /** AT+CFUN=n as sent, in order. */
  functionality: { mode: number; time: number }[]
  /** Changes of the registration (+CEREG stat), in order. */
  registration: { stat: number; says: string; time: number }[]
  /** From the command that turned LTE on to the first registration; null when the capture lacks either. */
  attachMs: number | null
  /** Commands that were answered with an error, without what they wrote. */
  errors: { command: string; error: string; time: number }[]
  /** `%CMNG=0,<tag>,2`: the file holds these keys. Only the tags are kept. */
  privateKeysWritten: { tag: number; time: number }[]
}
