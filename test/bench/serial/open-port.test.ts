import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { openAtSession } from '../../../bench/at/at-session.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import { openPort } from '../../../bench/serial/open-port.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { at } from '../../../core/modem/at-command.ts'

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error) => (error instanceof BenchError ? error.failure : error),
  )

/** A TCP server on a free port that answers each chunk with `OK`, and what closes it. */
const modemOnTcp = async () => {
  const server = createServer((socket) => socket.on('data', () => socket.write('OK\r\n')).on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { name: `tcp://127.0.0.1:${port}`, server }
}

test('a TCP address is a port like any other', async () => {
  const { name, server } = await modemOnTcp()
  const session = openAtSession({ timers: systemTimers })(await openPort(name))
  expect(await session.send(at.ping())).toEqual({ ok: true, lines: [] })
  await session.close()
  await session.close()
  await once(server.close(), 'close')
})

test('a TCP port that nobody listens on is not there', async () => {
  const { name, server } = await modemOnTcp()
  await once(server.close(), 'close')
  expect(await failureOf(openPort(name))).toMatchObject({ code: 'port-not-found', params: { port: name } })
})

test.each(['tcp://', 'tcp://127.0.0.1', 'tcp://127.0.0.1:x'])(
  '%s is refused with the shape it should have',
  async (name) => {
    expect((await failureOf(openPort(name)))?.says).toContain('tcp://host:port')
  },
)

test('a device that is not there is named', async () => {
  expect(await failureOf(openPort('/dev/there-is-no-such-port'))).toMatchObject({
    layer: 'port',
    code: 'port-not-found',
    says: 'There is no port /dev/there-is-no-such-port.',
  })
})

test('a path that is no serial device is refused with the reason of the system', async () => {
  expect(await failureOf(openPort('/dev/null'))).toMatchObject({ layer: 'port', code: 'port-not-opened' })
})
