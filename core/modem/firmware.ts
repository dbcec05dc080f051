export type FirmwareFamily = 'nrf9160' | 'nrf91x1' | 'nrf9151-ntn' | 'pti' | 'other'
export type Version = readonly [number, number, number]

export interface Firmware {
  /** As `AT+CGMR` prints it, without white space around. */
  text: string
  /** The numbering that `version` belongs to; versions of two families do not compare. */
  family: FirmwareFamily
  version: Version
  /** Whether our table has a row for it; others are well-formed, but what is said of them is inferred. */
  listed: boolean
  /** What follows the version, without its separator: `1.alpha`, `FOTA-TEST`. */
  suffix?: string
}
