import { randomBytes } from 'node:crypto'
import { createSecureContext, rootCertificates } from 'node:tls'
import { amazonRoots } from '../../core/credential/amazon-roots.ts'
import { type FirmwareFacts, factsOf } from '../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { exit, type RegisterCommand, UsageError } from '../command.ts'
import { readTextFile } from '../input/read-text-file.ts'
import { probe } from '../probe/probe.ts'
import { probeTarget } from '../probe/probe-target.ts'
import { renderProbe } from '../render/probe.ts'

interface ProbeOptions {
  as: string
  cert?: string
  key?: string
  clientId?: string
  connectTo?: string
  ca?: string[]
  alpn?: string
  wrongSni?: string
  timeout: string
}

const examples = `
Examples:
  mintmark probe ENDPOINT --as mfw_nrf9160_1.2.3 --cert device.pem --key device.key
  mintmark probe ENDPOINT:443 --alpn x-amzn-mqtt-ca
  mintmark probe HOST --connect-to 127.0.0.1:18883 --ca root.pem
A device that is connected under the same client ID is thrown out by the probe; without --client-id one is made up.
Ends with 0 only if the firmware would connect.`

/** `mintmark probe`: what a modem would meet at this host, layer by layer, with the server name right, absent and wrong. */
export const registerProbe: RegisterCommand = (program, run) => {
  program
    .command('probe')
    .description('go through DNS, TCP, TLS and MQTT CONNECT as a modem would')
    .argument('<host[:port]>', 'the host name a device is given; port 8883 unless said')
    .option('--as <mfw>', 'modem firmware, the answer of AT+CGMR', 'mfw_nrf9160_1.3.7')
    .option('--cert <file>', 'client certificate, PEM')
    .option('--key <file>', 'its private key, PEM; used for the handshake, never shown')
    .option('--client-id <id>', 'MQTT client ID')
    .option('--connect-to <host:port>', 'connect there instead of asking DNS')
    .option('--ca <file...>', 'trust anchors in the security tag, PEM; AmazonRootCA1 unless given')
    .option('--alpn <protocol>', 'ALPN protocol to offer')
    .option('--wrong-sni <name>', 'the wrong server name to try')
    .option('--timeout <seconds>', 'for each layer', '5')
    .addHelpText('after', examples)
    .action((host: string, options: ProbeOptions) =>
      run(async () => {
        const report = await probe({ madeUpClientId: () => `mintmark-probe-${randomBytes(6).toString('hex')}` })({
          target: probeTarget(host, options.connectTo),
          firmware: firmwareFrom(options.as),
          ca: await anchorsFrom(options.ca),
          timeoutMs: timeoutFrom(options.timeout),
          ...(await certificateFrom(options)),
          ...(options.clientId !== undefined && { clientId: options.clientId }),
          ...(options.alpn !== undefined && { alpn: options.alpn }),
          ...(options.wrongSni !== undefined && { wrongSni: options.wrongSni }),
        })
        return { exit: report.outcome === 'connects' ? exit.done : exit.no, json: report, text: renderProbe(report) }
      }),
    )
}

function firmwareFrom(text: string): FirmwareFacts {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`--as: ${parsed.says}`)
  return factsOf(parsed.firmware)
}

async function anchorsFrom(files: string[] | undefined): Promise<string[]> {
  if (files === undefined) return [amazonRoots(rootCertificates).AmazonRootCA1]
  const anchors = await Promise.all(files.map((file) => readTextFile(file, 'a root certificate in PEM')))
  anchors.forEach((text, n) => {
    if (!text.includes('-----BEGIN CERTIFICATE-----'))
      throw new UsageError(`--ca ${files[n]} holds no certificate in PEM`)
  })
  return anchors
}

async function certificateFrom({ cert, key }: ProbeOptions) {
  if (cert === undefined && key === undefined) return {}
  if (cert === undefined || key === undefined)
    throw new UsageError('--cert and --key belong together: give both or none')
  const certificate = {
    cert: await readTextFile(cert, 'a certificate in PEM'),
    key: await readTextFile(key, 'a private key in PEM'),
  }
  if (!certificate.cert.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(`--cert ${cert} holds no certificate in PEM`)
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(certificate.key))
    throw new UsageError(`--key ${key} holds no private key in PEM`)
  try {
    createSecureContext(certificate)
  } catch (error) {
    const mismatch = (error as NodeJS.ErrnoException).code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
    throw new UsageError(
      mismatch
        ? `--key ${key} is not the key of --cert ${cert}`
        : `--cert ${cert} and --key ${key} cannot be used together: damaged, or the key has a password`,
    )
  }
  return { certificate }
}

function timeoutFrom(text: string): number {
  const seconds = Number(text)
  if (seconds > 0 && seconds <= 600) return Math.round(seconds * 1000)
  throw new UsageError(`--timeout "${text}" is no number of seconds from 0 to 600`)
}
