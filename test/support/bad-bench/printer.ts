import { createServer } from 'node:net'
import { serve } from '../net/serve.ts'

export interface LabelPrinter {
  target: string
  hasPaper: boolean
  /** The IMEI of every label that came out. */
  labels: string[]
  close(): Promise<void>
}

/** A ZPL printer on a TCP port, which without paper takes no connection to its end. */
export const startPrinter = async (): Promise<LabelPrinter> => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    if (!printer.hasPaper) return void socket.resetAndDestroy()
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes
    })
    socket.on('end', () => {
      printer.labels.push(/IMEI (\d{15})/.exec(text)?.[1] ?? text)
      socket.end()
    })
  })
  const { port, close } = await serve(server)
  const printer: LabelPrinter = {
    target: `tcp://127.0.0.1:${port}`,
    hasPaper: true,
    labels: [],
    close,
  }
  return printer
}
