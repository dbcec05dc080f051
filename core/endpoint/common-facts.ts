import { type FirmwareFacts, factsOf } from '../modem/firmware-facts.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import { classifyHost } from './classify-host.ts'
import type { AccountEndpoints, DeviceConnection } from './endpoint-check.ts'
import type { CommonFacts } from './facts.ts'
import { knownEndpoints } from './known-endpoints.ts'
import { landingOf } from './landing.ts'
import { remember } from './remember.ts'
import { isOnServerCertificate } from './server-names.ts'
import { sniOwner } from './sni-owner.ts'
import type { Unsettled } from './unsettled.ts'

/**
 * Collects the facts about devices of one account; a text says that the firmware is none.
 * A fleet has few firmware versions and few host names: what follows from them alone is worked out once.
 */
export function commonFactsOf(
  account: AccountEndpoints,
  unsettled: Unsettled,
): (device: DeviceConnection) => CommonFacts | string {
  const known = knownEndpoints(account)
  const firmwareOf = remember(readFirmware)
  const place = (name: string | null) => {
    const host = classifyHost(name, known)
    const landing = landingOf(host, known)
    return { host, landing, onCertificate: isOnServerCertificate(host, landing), owner: sniOwner(host, known) }
  }
  const named = remember(place)
  const unnamed = place(null)
  const placeOf = (name: string | null) => (name === null ? unnamed : named(name))

  return (given) => {
    const firmware = firmwareOf(given.firmware)
    if (typeof firmware === 'string') return firmware
    const device = given.staticIp?.replacesHostname === true ? { ...given, hostname: given.staticIp.address } : given
    const own = placeOf(device.hostname)
    const { host, owner } = own
    const opened = device.staticIp?.address ?? device.connectHost
    const landing = opened === undefined ? own.landing : placeOf(opened).landing
    return {
      device,
      known,
      firmware,
      host,
      landing,
      owner,
      onCertificate: opened === undefined ? own.onCertificate : isOnServerCertificate(host, landing),
      port: device.port ?? 8883,
      verifies: (device.peerVerify ?? 2) === 2,
      unsettled,
    }
  }
}

function readFirmware(text: string): FirmwareFacts | string {
  const parsed = parseFirmware(text)
  return parsed.ok ? factsOf(parsed.firmware) : parsed.says
}
