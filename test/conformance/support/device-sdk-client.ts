import { readFileSync } from 'node:fs'
import sdk from 'aws-iot-device-sdk-v2'

// A program of its own: the SDK takes SNI from the host it connects to, which must resolve for this process only.
interface Task {
  endpoint: string
  port: number
  ca: string
  cert: string
  key: string
  clientId: string
  /** Published to with QoS 1 once connected. */
  publish?: string
  /** Subscribed to once connected; the first message's text is reported. */
  subscribe?: string
}

const { io, iot, mqtt } = sdk
const task: Task = JSON.parse(process.argv[2] ?? '{}')
const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(task.cert, task.key)
  .with_certificate_authority(readFileSync(task.ca, 'utf8'))
  .with_clean_session(true)
  .with_client_id(task.clientId)
  .with_endpoint(task.endpoint)
  .with_port(task.port)
  .with_ping_timeout_ms(3000)
  .build()
const connection = new mqtt.MqttClient(new io.ClientBootstrap()).new_connection(config)
// Without a listener the SDK throws what it cannot deliver elsewhere.
connection.on('error', () => {})

const say = (result: object): never => {
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exit(0)
}

const { subscribe, publish } = task
try {
  await connection.connect()
  let granted: number | undefined
  if (subscribe !== undefined) {
    const message = new Promise<string>((resolve) => {
      connection.on('message', (_topic, payload) => resolve(Buffer.from(payload).toString()))
    })
    const suback = await connection.subscribe(subscribe, mqtt.QoS.AtLeastOnce)
    granted = suback.qos
    if (granted < 128 && publish !== undefined) {
      await connection.publish(publish, 'hello', mqtt.QoS.AtLeastOnce)
      say({ connected: true, granted, message: await message })
    }
  } else if (publish !== undefined) await connection.publish(publish, 'hello', mqtt.QoS.AtLeastOnce)
  say({ connected: true, granted })
} catch (error) {
  say({ connected: false, error: String(error) })
}
