import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { luhnDigit } from '../../../core/device/luhn.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import { servePty } from '../../../simulator/serve-pty.ts'
import { serveTcp } from '../../../simulator/serve-tcp.ts'

export interface ModemsTask {
  /** Without a folder for ptys: on TCP ports. */
  folder: string | undefined
  count: number
  baudRate: number
}

// A process of its own, so that the modems and the agent each have a core.
const task: ModemsTask = JSON.parse(process.argv[2] ?? '')
let units = 0

const newModem = (firmware: string): Modem => {
  const digits = `00101300${String(++units).padStart(6, '0')}`
  const behaviour = { baudRate: task.baudRate, bootMode: 4 }
  return createModem({ firmware, imei: `${digits}${luhnDigit(digits)}`, behaviour })
}

/** A place on the bench whose unit can be changed while its port stays open. */
const place = () => {
  let modem: Modem | undefined
  let [stream, detach] = [undefined as Duplex | undefined, () => {}]
  const connect = () => {
    detach()
    if (stream && modem) detach = modem.attach(stream)
  }
  return {
    put: (unit: Modem) => {
      modem = unit
      connect()
    },
    attach: (to: Duplex) => {
      // Units come and go on it, each with its listeners.
      stream = to.setMaxListeners(0)
      connect()
      return () => detach()
    },
  }
}

const places = Array.from({ length: task.count }, place)
const served = await Promise.all(
  places.map(async (each, index) => {
    if (task.folder === undefined) {
      const { port, close } = await serveTcp(each, 0)
      return { name: `tcp://127.0.0.1:${port}`, close }
    }
    const { link, close } = await servePty(each, join(task.folder, `modem-${index}`))
    return { name: link, close }
  }),
)
process.on('message', async (message: { firmware: string } | 'end') => {
  if (message === 'end') {
    await Promise.all(served.map(({ close }) => close()))
    process.disconnect()
    return
  }
  for (const { put } of places) put(newModem(message.firmware))
  process.send?.('ready')
})
process.send?.(served.map(({ name }) => name))
