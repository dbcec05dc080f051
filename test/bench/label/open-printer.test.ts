import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labelCode } from '../../../bench/label/label.ts'
import { openPrinter } from '../../../bench/label/open-printer.ts'
import { pngLabel } from '../../../bench/label/png-label.ts'
import { zplLabel } from '../../../bench/label/zpl-label.ts'

const label = { serial: 'SN^1~_ä', thingName: 'mintmark-352656100367872', imei: '352656100367872', orderId: 'o-1' }

/** Field data as a printer reads it: _XX is a byte. */
const fields = (zpl: string): string[] =>
  [...zpl.matchAll(/\^FH_\^FD([^^]*)\^FS/g)].map(([, text = '']) =>
    Buffer.from(
      text.replace(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString(),
  )

test('the label says serial, thing, IMEI and order twice: as a QR code and for people', () => {
  const zpl = zplLabel(label)
  expect(zpl.startsWith('^XA\n')).toBe(true)
  expect(zpl.endsWith('^XZ\n')).toBe(true)
  const [code, ...texts] = fields(zpl)
  expect(code).toBe(`MA,${labelCode(label)}`)
  expect(JSON.parse(code?.slice(3) ?? '')).toEqual({
    serial: label.serial,
    thing: label.thingName,
    imei: label.imei,
    order: 'o-1',
  })
  expect(texts).toEqual([label.serial, label.thingName, `IMEI ${label.imei}`, 'Order o-1'])
  expect(fields(zplLabel({ ...label, serial: undefined }))).toHaveLength(4)
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark labels '))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder takes ZPL and PNG of a thing, once however often it is printed', async () => {
  const printer = openPrinter(join(folder, 'out'))
  await printer.print(label)
  await printer.print(label)
  expect(await readdir(join(folder, 'out'))).toEqual(['mintmark-352656100367872.png', 'mintmark-352656100367872.zpl'])
})

test('a command gets it on its standard input, and its failure is named', async () => {
  const file = join(folder, 'out.zpl')
  const script = 'process.stdin.pipe(require("fs").createWriteStream(process.argv[1]))'
  await openPrinter(`exec:"${process.execPath}" -e '${script}' "${file}"`).print(label)
  expect(await readFile(file, 'utf8')).toBe(zplLabel(label))
  const image = join(folder, 'out.png')
  await openPrinter(`exec-png:"${process.execPath}" -e '${script}' "${image}"`).print(label)
  expect(await readFile(image)).toEqual(pngLabel(label))
  await expect(openPrinter('exec:exit 3').print(label)).rejects.toThrow('took no label: it ended with 3')
})

test('a printer on the network gets it whole; one that is off is named', async () => {
  const got: Buffer[] = []
  const server = createServer((socket) => socket.on('data', (bytes: Buffer) => got.push(bytes))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const printer = openPrinter(`tcp://127.0.0.1:${port}`)
  await printer.print(label)
  expect(Buffer.concat(got).toString()).toBe(zplLabel(label))
  server.close()
  await once(server, 'close')
  await expect(printer.print(label)).rejects.toThrow('ECONNREFUSED')
})
