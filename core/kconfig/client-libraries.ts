import type { Kconfig } from './parse-kconfig.ts'

/** Where one MQTT client of the nRF Connect SDK keeps its settings; of several symbols the first that is set counts. */
export interface ClientLibrary {
  name: string
  /** All must be `y` (or, for text, set). */
  enabledBy: readonly string[]
  host: readonly string[]
  /** `y`: the application names the host while it runs. */
  hostAtRunTime?: string
  port: readonly string[]
  securityTag: readonly string[]
  clientId: readonly string[]
  clientIdAtRunTime?: string
  /** Text, or a switch with an address beside it. */
  staticIp?: { address: string; switch?: string; replacesHostname: boolean }
  /** Left out where the library always insists on a valid server certificate. */
  peerVerify?: readonly string[]
  /** Puts keys into the application image. */
  provisioning: readonly string[]
}

const helper = {
  port: ['CONFIG_MQTT_HELPER_PORT'],
  securityTag: ['CONFIG_MQTT_HELPER_SEC_TAG'],
  // broker_init in mqtt_helper.c writes the address over the host name that TLS uses.
  staticIp: { address: 'CONFIG_MQTT_HELPER_STATIC_IP_ADDRESS', replacesHostname: true },
}

/** sdk-nrf: subsys/net/lib/{aws_iot,mqtt_helper,nrf_cloud}, samples/net/mqtt, samples/nrf9160/mqtt_simple. */
export const clientLibraries: readonly ClientLibrary[] = [
  {
    name: 'aws_iot over mqtt_helper',
    enabledBy: ['CONFIG_AWS_IOT', 'CONFIG_MQTT_HELPER'],
    host: ['CONFIG_AWS_IOT_BROKER_HOST_NAME'],
    clientId: ['CONFIG_AWS_IOT_CLIENT_ID_STATIC'],
    provisioning: ['CONFIG_MQTT_HELPER_PROVISION_CERTIFICATES'],
    ...helper,
  },
  {
    name: 'aws_iot',
    enabledBy: ['CONFIG_AWS_IOT'],
    host: ['CONFIG_AWS_IOT_BROKER_HOST_NAME'],
    hostAtRunTime: 'CONFIG_AWS_IOT_BROKER_HOST_NAME_APP',
    port: ['CONFIG_AWS_IOT_PORT'],
    securityTag: ['CONFIG_AWS_IOT_SEC_TAG'],
    clientId: ['CONFIG_AWS_IOT_CLIENT_ID_STATIC'],
    clientIdAtRunTime: 'CONFIG_AWS_IOT_CLIENT_ID_APP',
    staticIp: {
      switch: 'CONFIG_AWS_IOT_STATIC_IPV4',
      address: 'CONFIG_AWS_IOT_STATIC_IPV4_ADDR',
      replacesHostname: false,
    },
    provisioning: ['CONFIG_AWS_IOT_PROVISION_CERTIFICATES'],
  },
  {
    name: 'mqtt_simple',
    enabledBy: ['CONFIG_MQTT_BROKER_HOSTNAME'],
    host: ['CONFIG_MQTT_BROKER_HOSTNAME'],
    port: ['CONFIG_MQTT_BROKER_PORT'],
    securityTag: ['CONFIG_MQTT_TLS_SEC_TAG', 'CONFIG_SEC_TAG'],
    clientId: ['CONFIG_MQTT_CLIENT_ID'],
    peerVerify: ['CONFIG_MQTT_TLS_PEER_VERIFY', 'CONFIG_PEER_VERIFY'],
    provisioning: [],
  },
  {
    name: 'mqtt_helper',
    enabledBy: ['CONFIG_MQTT_HELPER'],
    host: ['CONFIG_MQTT_SAMPLE_TRANSPORT_BROKER_HOSTNAME'],
    clientId: ['CONFIG_MQTT_SAMPLE_TRANSPORT_CLIENT_ID'],
    provisioning: ['CONFIG_MQTT_HELPER_PROVISION_CERTIFICATES'],
    ...helper,
  },
  {
    name: 'nrf_cloud',
    // Stands in the file only where nrf_cloud speaks MQTT, also before NRF_CLOUD_MQTT was a switch of its own.
    enabledBy: ['CONFIG_NRF_CLOUD_HOST_NAME'],
    host: ['CONFIG_NRF_CLOUD_HOST_NAME'],
    port: ['CONFIG_NRF_CLOUD_PORT'],
    securityTag: ['CONFIG_NRF_CLOUD_SEC_TAG'],
    clientId: ['CONFIG_NRF_CLOUD_CLIENT_ID'],
    staticIp: {
      switch: 'CONFIG_NRF_CLOUD_STATIC_IPV4',
      address: 'CONFIG_NRF_CLOUD_STATIC_IPV4_ADDR',
      replacesHostname: false,
    },
    provisioning: ['CONFIG_NRF_CLOUD_PROVISION_CERTIFICATES'],
  },
]

/** The clients that this build contains, the one for the customer's own cloud first. */
export function enabledLibraries(config: Kconfig): ClientLibrary[] {
  const enabled = clientLibraries.filter((library) =>
    library.enabledBy.every((symbol) => (config.get(symbol)?.value ?? 'n') !== 'n'),
  )
  // aws_iot over mqtt_helper satisfies the rows of both of its parts.
  const [first] = enabled
  return first?.name === 'aws_iot over mqtt_helper'
    ? enabled.filter((library) => library === first || !['aws_iot', 'mqtt_helper'].includes(library.name))
    : enabled
}
