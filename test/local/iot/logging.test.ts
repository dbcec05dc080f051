import {
  GetV2LoggingOptionsCommand,
  SetV2LoggingOptionsCommand,
  type SetV2LoggingOptionsRequest,
} from '@aws-sdk/client-iot'
import { connect, next, startBroker } from './support/broker.ts'
import { refusal, startControlPlane } from './support/control-plane.ts'

const roleArn = 'arn:aws:iam::123456789012:role/log'
const start = async (options?: SetV2LoggingOptionsRequest, switches = {}) => {
  const broker = await startBroker({ switches })
  if (options !== undefined) await broker.client.send(new SetV2LoggingOptionsCommand(options))
  const [device, inactive] = [await broker.device('fleet-1'), await broker.device('fleet-2', { status: 'INACTIVE' })]
  return {
    ...broker,
    device,
    /** One failed authentication, one failed authorization, one connection that is taken over. */
    run: async () => {
      await connect(broker.as(inactive))
      await connect(broker.as(device, { clientId: 'other' }))
      const { client } = await connect(broker.as(device))
      const closed = next(client, 'close')
      await connect(broker.as(device))
      await closed
      return broker.records.map(({ record }) => `${record.eventType} ${record.status}`)
    },
  }
}
const authN = { eventType: 'Connection.AuthNError', logLevel: 'ERROR' } as const

test('options are set, kept and shown; the first time needs role and level', async () => {
  const { client } = await startControlPlane()
  const read = (verbose?: boolean) => client.send(new GetV2LoggingOptionsCommand({ verbose }))
  const set = (input: SetV2LoggingOptionsRequest) => client.send(new SetV2LoggingOptionsCommand(input))
  expect(await refusal(read())).toBe('NotConfiguredException 404')
  expect(await refusal(set({ defaultLogLevel: 'ERROR' }))).toBe('InvalidRequestException 400')
  expect(await refusal(set({ roleArn, defaultLogLevel: 'LOUD' as 'ERROR' }))).toBe('InvalidRequestException 400')
  await set({ roleArn, defaultLogLevel: 'ERROR', eventConfigurations: [authN] })
  await set({ defaultLogLevel: 'INFO' })
  expect(await read()).toMatchObject({ roleArn, defaultLogLevel: 'INFO', disableAllLogs: false })
  expect((await read(true)).eventConfigurations).toEqual([authN])
})

test.each<[string, SetV2LoggingOptionsRequest | undefined, string[]]>([
  ['never configured', undefined, []],
  ['at ERROR without opting in', { roleArn, defaultLogLevel: 'ERROR' }, ['Connect Failure']],
  [
    'at ERROR with AuthNError opted in',
    { roleArn, defaultLogLevel: 'ERROR', eventConfigurations: [authN] },
    ['Connection.AuthNError Failure', 'Connect Failure'],
  ],
  [
    'for AuthNError only',
    { roleArn, defaultLogLevel: 'DISABLED', eventConfigurations: [authN] },
    ['Connection.AuthNError Failure'],
  ],
  [
    'at INFO',
    { roleArn, defaultLogLevel: 'INFO' },
    ['Connect Failure', 'Connect Success', 'Disconnect Success', 'Connect Success'],
  ],
  [
    'at INFO but not for Disconnect',
    { roleArn, defaultLogLevel: 'INFO', eventConfigurations: [{ eventType: 'Disconnect', logLevel: 'ERROR' }] },
    ['Connect Failure', 'Connect Success', 'Connect Success'],
  ],
  ['all off', { roleArn, defaultLogLevel: 'DEBUG', disableAllLogs: true, eventConfigurations: [authN] }, []],
])('logging %s', async (_what, options, expected) => {
  const { run } = await start(options)
  expect(await run()).toEqual(expected)
})

test('a take-over is told as AWS tells it', async () => {
  const { run, records, device } = await start({ roleArn, defaultLogLevel: 'INFO' })
  await run()
  expect(records[2]).toEqual({
    logGroup: 'AWSIotLogsV2',
    record: expect.objectContaining({
      logLevel: 'INFO',
      eventType: 'Disconnect',
      protocol: 'MQTT',
      clientId: 'fleet-1',
      principalId: device.certificateId,
      reason: 'DUPLICATE_CLIENT_ID',
      details: 'A new connection was established with the same client ID',
      disconnectReason: 'DUPLICATE_CLIENTID',
    }),
  })
})

test('denied publishing and subscribing are logged with the topic', async () => {
  const broker = await start({ roleArn, defaultLogLevel: 'ERROR' })
  const { client } = await connect(broker.as(broker.device))
  await client.subscribeAsync('not/mine').catch(() => {})
  const closed = next(client, 'close')
  client.publish('not/mine/either', 'x')
  await closed
  expect(broker.records.map(({ record: { eventType, topicName, reason } }) => [eventType, topicName, reason])).toEqual([
    ['Subscribe', 'not/mine', 'AUTHORIZATION_FAILURE'],
    ['Publish-In', 'not/mine/either', 'AUTHORIZATION_FAILURE'],
  ])
})

test('an authorization failure without SNI is silent, or logged by switch', async () => {
  const options: SetV2LoggingOptionsRequest = { roleArn, defaultLogLevel: 'ERROR' }
  const counts = []
  for (const authorizationLogWithoutSni of ['silent', 'logged']) {
    const broker = await start(options, { authorizationLogWithoutSni })
    await connect(broker.as(broker.device, { clientId: 'other', servername: undefined }))
    counts.push(broker.records.length)
  }
  expect(counts).toEqual([0, 1])
})
