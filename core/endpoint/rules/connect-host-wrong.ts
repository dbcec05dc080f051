import type { Layer } from '../layer.ts'
import type { Rule } from '../rule.ts'

/** The TLS host name is fine; the socket goes elsewhere. */
export const connectHostWrong: Rule = {
  id: 'connect-host-wrong',
  severity: 'error',
  evidence: 'inferred',
  source: 'AWS developer guide, iot-connect-devices (the endpoint is the name to connect to)',
  about: 'connectHost',
  endsAt: ({ nameEnds }) => nameEnds as Layer,
  holds: ({ host, nameEnds, device }) =>
    nameEnds !== undefined &&
    device.connectHost !== undefined &&
    (host.kind === 'none' || host.kind === 'right' || host.kind === 'domain'),
  says: ({ device, known }) =>
    `The socket opens ${JSON.stringify(device.connectHost)}, where nothing answers for ${known.expected}.`,
  fix: ({ known }) => `Connect to ${known.expected} itself.`,
}
