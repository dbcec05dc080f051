import { hostRule } from '../host-rule.ts'

const replaced = hostRule('ip-literal', {
  id: 'static-ip-replaces-host',
  evidence: 'documented',
  source: 'sdk-nrf subsys/net/lib/mqtt_helper/mqtt_helper.c (broker_init overwrites the host name)',
  says: (facts) =>
    `mqtt_helper uses the static address ${facts.device.staticIp?.address} as TLS host name too: it stands in no certificate, and SNI cannot carry it.`,
  fix: (facts) => `Clear CONFIG_MQTT_HELPER_STATIC_IP_ADDRESS and connect to ${facts.known.expected} by name.`,
})

export const staticIpReplacesHost = {
  ...replaced,
  about: 'staticIp' as const,
  holds: (facts: Parameters<typeof replaced.holds>[0]) =>
    replaced.holds(facts) && facts.device.staticIp?.replacesHostname === true,
}
