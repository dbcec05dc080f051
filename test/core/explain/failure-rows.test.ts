import { explain } from '../../../core/explain/explain.ts'
import { failureRows } from '../../../core/explain/failure-rows.ts'

/** Every row of the failure catalogue, with logs that show it. */
const catalogue: [row: string, log: string][] = [
  ['1', '<err> mqtt_helper: Socket error: POLLHUP'],
  ['1', 'Cloud MQTT input error: -128'],
  ['2', '+CEREG: 2,"67C0","01AA1300",7\n+CEREG: 2'],
  ['2', 'LTE connection timed out, retrying'],
  ['3', 'AT%CMNG=0,42,0,"-----BEGIN CERTIFICATE-----\n+CME ERROR: 527'],
  ['3', 'AT%CMNG=0,42,1,"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"'],
  ['4', 'sha256 mismatch for sec tag 42'],
  ['4', '%CMNG: 42,0,"56AE01E6773BDAEC4BFB216D4005ADB06E4F680BD8BFB8BE4C683CE921681897"'],
  ['5', '-----BEGIN CERTIFICATE----- MIIDQTCCAimgAwIBAgITBmyfz5m -----END CERTIFICATE-----'],
  ['6', 'cloud_connect failed: -95'],
  ['7', 'mqtt_connect -45: mqtt connect error -45'],
  ['8', 'MQTT connect error -45'],
  ['9', '<err> mqtt_helper: mqtt_connect, error: -111'],
  ['9', 'MQTT connect error: -61'],
  ['10', 'AT%CMNG=1\n%CMNG: 42,2,"0202020202020202020202020202020202020202020202020202020202020202"\nOK'],
  ['11', '+CME ERROR: 518'],
  ['12', '+CME ERROR: 519'],
  ['13', '+CME ERROR: 515'],
  ['14', '+CME ERROR: 528'],
  ['15', 'AT%CMNG=0,42,0,"abc\nAT\nAT'],
  ['15b', `AT%CMNG=0,42,0,"${'x'.repeat(5000)}"\nAT\nAT`],
  ['16', 'Thingy:91 on /dev/ttyACM0\nAT%CMNG=0,42,0,"abc"\nAT'],
  ['16', 'certificate write truncated at 256 bytes'],
  ['17', 'AT%KEYGEN=42,2,0\nERROR'],
  ['17', 'AT%KEYGEN=42,2,0\nAT'],
  ['18', 'binascii.Error: Incorrect padding'],
  ['18', 'CSR is not base64'],
  ['19', 'Unable to load CA private key'],
  ['20', 'ValueError: error parsing asn1 value: ParseError'],
  ['21', 'AT#XCMNG=1'],
  ['22', 'Modem has crashed, reason 0x4'],
  ['23', '-----BEGIN EC PARAMETERS-----'],
  ['24', '<err> aws_iot: getaddrinfo, error -11'],
  ['25', '<err> aws_iot: Cloud MQTT input error: -128'],
  ['26', 'MQTT_EVT_CONNACK, error: 5'],
  ['27', '+CEREG: 5,90'],
  ['28', 'nrf_modem_lib_init() failed, err: -5'],
  ['29', 'no response to AT after 2 s'],
  ['30', 'ssl alert number 48'],
  ['30', 'tlsv1 alert unknown ca'],
  ['31', '<dbg> mqtt_helper: Using static IP address: 54.1.2.3'],
  ['32', 'connecting to mqtt.googleapis.com: error -45'],
  ['33', 'Cloud MQTT keepalive ping failed: -11'],
  ['33', 'Incoming MQTT message too large for payload buffer'],
  ['34', '+CME ERROR: 13'],
  ['34', 'AT+CFUN=1\nERROR'],
  ['35', '[12:00:01] Certificate update completed'],
  ['36', 'AT+CFUN=0\n*** Booting nRF Connect SDK v2.6.0 ***'],
  ['37', 'tlsv1 alert protocol version'],
]

test.each(catalogue)('row %s is recognised: %j', (row, log) => {
  const { causes } = explain(log)
  const cause = causes.find((one) => one.row === row)
  expect(cause).toBeDefined()
  for (const text of [cause?.symptom, cause?.cause, cause?.fix, cause?.next, cause?.source])
    expect(text).toMatch(/\S{2}/)
  expect(cause?.lines.length).toBeGreaterThan(0)
})

test('rows 1 to 37 and 15b are all there, once each', () => {
  const numbers = [...Array.from({ length: 37 }, (_, index) => String(index + 1)), '15b'].sort()
  const rows = failureRows.map(({ row }) => row)
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows.filter((row) => /^\d/.test(row)).sort()).toEqual(numbers)
  expect([...new Set(catalogue.map(([row]) => row))].sort()).toEqual(numbers)
})

test.each([
  'AT+CFUN=4\nOK\nAT%CMNG=1\n%CMNG: 42,0,"00"\nOK',
  '[00:00:05.888,641] <inf> app: Connected to LTE network',
  'AT+CFUN=0\nOK',
  '+CEREG: 5,"67C0","01AA1300",7',
  'AT%KEYGEN=42,2,0\n%KEYGEN: "MII.0oR"\nOK',
])('a log without a failure shows none: %j', (log) => {
  expect(explain(log).causes.filter(({ row }) => row !== '10')).toEqual([])
})

test('each pattern is quick on a line made to be slow', () => {
  const start = performance.now()
  for (const word of ['LTE ', 'certificate ', 'key ', 'base64', 'modem init ', '%CMNG ', '-----BEGIN ', 'A ']) {
    explain(word.repeat(2000))
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
