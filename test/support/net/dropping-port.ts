import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

const listener = `
const { parentPort, workerData } = require('node:worker_threads')
const server = require('node:net').createServer(() => {})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  Atomics.wait(new Int32Array(workerData), 0, 0)
})`

const opens = (port: number): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', () => {})
    const timer = setTimeout(() => {
      socket.destroy()
      resolve(null)
    }, 250)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })

/**
 * A loopback port that drops packets: its listener never accepts, and its queue is filled up, so that the kernel leaves further SYNs
 * without an answer, as a firewall would.
 */
export const droppingPort = async (): Promise<{ port: number; close(): Promise<void> }> => {
  const gate = new SharedArrayBuffer(4)
  const worker = new Worker(listener, { eval: true, workerData: gate })
  const [port] = (await once(worker, 'message')) as [number]
  const queued: Socket[] = []
  for (;;) {
    const socket = await opens(port)
    if (socket === null) break
    queued.push(socket)
  }
  return {
    port,
    close: async () => {
      for (const socket of queued) socket.destroy()
      Atomics.notify(new Int32Array(gate), 0)
      await worker.terminate()
    },
  }
}
