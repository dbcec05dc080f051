import { parseImei } from './imei.ts'

/** The thing name, which is also the MQTT client ID: `<fleet>-<imei>`. A fleet has letters and digits only, so it splits back. */
export function thingName(fleet: string, imei: string): string {
  return `${fleet}-${imei}`
}

/** The parts of a thing name, or undefined for a name that is not one of ours (also when the IMEI's check digit is wrong). */
export function parseThingName(name: string): { fleet: string; imei: string } | undefined {
  const [, fleet, digits] = /^([A-Za-z0-9]+)-(\d{15})$/.exec(name) ?? []
  if (fleet === undefined || digits === undefined) return undefined
  const parsed = parseImei(digits)
  return parsed.ok ? { fleet, imei: parsed.imei } : undefined
}
