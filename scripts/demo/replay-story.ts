import { thingName } from '../../core/device/thing-name.ts'
import { checkEndpoint } from '../../core/endpoint/check-endpoint.ts'
import type { Outcome } from '../../core/endpoint/endpoint-check.ts'
import type { ConnectOutcome } from '../../simulator/application/connect-outcome.ts'
import { connectDevice } from '../../simulator/device-application.ts'
import type { Modem } from '../../simulator/modem.ts'
import type { Broker } from './first-connects.ts'

export interface ReplayedDevice {
  firmware: string
  /** What `mintmark check` says of it. */
  predicted: Outcome
  measured: ConnectOutcome
}

export interface ReplayedStory {
  wrongHostname: string
  devices: ReplayedDevice[]
  /** Whether it went as it did then: the old firmware gets in, the new one is closed after a complete handshake. */
  isAsThen: boolean
  why: string
}

/** The endpoint of somebody else's account in the same Region: the server's wildcard certificate covers it as well. */
const othersEndpoint = (hostname: string): string => hostname.replace(/^[^.]+/, 'a0000000000000-ats')

/** The same two modems, the same credentials, and the host name that the application of the story had. */
export const replayStory = async (modems: readonly Modem[], broker: Broker): Promise<ReplayedStory> => {
  const { hostname: right, connectTo, securityTag, fleet } = broker
  const wrongHostname = othersEndpoint(right)
  const devices: ReplayedDevice[] = []
  for (const modem of modems) {
    const clientId = thingName(fleet, modem.imei)
    const { outcome: measured, session } = await connectDevice({
      modem,
      securityTag,
      hostname: wrongHostname,
      connectTo,
      clientId,
    })
    await session?.end()
    const { outcome: predicted } = checkEndpoint({
      firmware: modem.firmware,
      hostname: wrongHostname,
      certificateMode: 'DEFAULT',
      account: { dataAts: right },
    })
    devices.push({ firmware: modem.firmware, predicted, measured })
  }
  const isAsThen = devices.every(({ predicted, measured }) =>
    measured.sni === null
      ? predicted === 'connects-by-accident' && measured.outcome === 'connected'
      : predicted === 'closed-after-connect' &&
        measured.outcome === 'closed-after-connect' &&
        measured.tlsVersion !== undefined,
  )
  const why = `Since firmware 1.2.1 the modem sends the host name that the application always had, ${wrongHostname}: it is another account's, so AWS closes right after a perfect TLS handshake, while 1.2.0 sent no name and AWS went by the certificate; the cure is the host name ${right}.`
  return { wrongHostname, devices, isAsThen, why }
}
