import type { FailureRow } from '../failure-row.ts'

const check = 'mintmark check --mfw FIRMWARE --hostname HOST --expected-endpoint ENDPOINT'

/** What the SDK's libraries print before a number, for numbers that say nothing by themselves. */
export const logStringRows: readonly FailureRow[] = [
  {
    row: 'getaddrinfo',
    symptom: '"getaddrinfo() failed, error N"',
    cause: 'the host name does not resolve: it is misspelt, or the SIM has no data',
    fix: "set the host name to the account's own endpoint, letter for letter",
    next: check,
    source: 'sdk-nrf mqtt_helper.c and aws_iot.c, broker_init',
    weight: 5,
    lines: [/getaddrinfo(?:\(\) failed)?,? error/i],
  },
  {
    row: 'client_broker_init',
    symptom: '"client_broker_init, error N"',
    cause: 'aws_iot could not set up the broker: most often its name did not resolve (-10)',
    fix: 'look at the line before it; it names the step',
    next: check,
    source: 'sdk-nrf aws_iot.c, client_broker_init',
    weight: 4,
    lines: [/client_broker_init, error/i],
  },
  {
    row: 'mqtt_connect',
    symptom: '"mqtt_connect, error N"',
    cause: 'TCP or the TLS handshake failed; the number says which',
    fix: 'follow the number',
    next: 'mintmark inspect --port PORT --tag TAG',
    source: 'sdk-nrf aws_iot.c, mqtt_helper.c',
    weight: 2,
    lines: [/mqtt_connect, error|(?:AWS broker|backend) connect failed|cloud_connect failed|mqtt connect error/i],
  },
]
