import type { Profile } from '../api/profile.ts'
import type { DeviceConnection } from '../endpoint/endpoint-check.ts'

const amazonOnly = (anchors: Profile['trustAnchors']): readonly string[] | undefined =>
  anchors.every((anchor) => !anchor.startsWith('-----')) ? anchors : undefined

/** What every device made to a profile brings to its connection. */
export const connectionOf = (profile: Profile): Omit<DeviceConnection, 'firmware'> => ({
  hostname: profile.hostname,
  port: profile.port,
  // Modems cannot set ALPN by themselves; the application does, and a profile for 443 says that it will.
  alpn: profile.port === 443 ? 'x-amzn-mqtt-ca' : undefined,
  trustAnchors: amazonOnly(profile.trustAnchors),
  fallbackBroker: profile.fallbackBroker?.host,
})
