import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linuxLocations } from '../../../bench/ports/linux-locations.ts'
import { listPorts } from '../../../bench/ports/list-ports.ts'
import { bindingOf, slotPort } from '../../../bench/ports/slot-port.ts'
import { usbBoard } from '../../../bench/ports/usb-boards.ts'

const dk = { vendorId: '1366', productId: '1059', serialNumber: '000960012345' }

test.each([
  [{ vendorId: '1366', serialNumber: '000960012345' }, 'nRF9160 DK', 0],
  [{ vendorId: '1366', serialNumber: '001051216197' }, 'nRF9151 DK', 0],
  [{ vendorId: '1366', serialNumber: '001050712345' }, 'nRF7002 DK', 1],
  [{ vendorId: '1366', serialNumber: '001059912345' }, 'Nordic kit', 0],
  [{ vendorId: '1366', serialNumber: '000440112345' }, 'board with a J-Link', 0],
  [{ vendorId: '1915', productId: '910A', serialNumber: 'THINGY91X_1' }, 'Thingy:91 X', 0],
  [{ vendorId: '1915', productId: '9100', serialNumber: 'THINGY91_1' }, 'Thingy:91', 0],
  [{ vendorId: '1915', productId: '520F' }, 'Thingy:91 in its boot loader', -1],
] as const)('%j is a %s', (usb, name, atIndex) => {
  expect(usbBoard(usb)).toEqual({ name, atIndex })
})

test('another maker is no board of ours', () => {
  expect(usbBoard({ vendorId: '0403', productId: '6001' })).toBeUndefined()
})

test('on Linux, ports of one board share the socket that udev names, and the first speaks AT', async () => {
  const ports = await listPorts({
    platform: 'linux',
    list: async () => [{ path: '/dev/ttyACM2', ...dk }, { path: '/dev/ttyACM10', ...dk }, { path: '/dev/ttyS0' }],
    locations: async () =>
      new Map([
        ['/dev/ttyACM10', 'pci-0000:00:14.0-usb-0:2:1.0'],
        ['/dev/ttyACM2', 'pci-0000:00:14.0-usb-0:2:1.2'],
      ]),
  })
  const at = ports.filter(({ isLikelyAt }) => isLikelyAt)
  expect(at).toMatchObject([{ path: '/dev/ttyACM10', location: 'pci-0000:00:14.0-usb-0:2', board: 'nRF9160 DK' }])
  expect(ports.find(({ path }) => path === '/dev/ttyACM2')).toMatchObject({ index: 1, isLikelyAt: false })
  expect(ports.find(({ path }) => path === '/dev/ttyS0')).toMatchObject({ board: undefined, location: undefined })
})

test('on Windows, the interface decides, not the number: COM12 comes before COM3', async () => {
  const usb = { ...dk, locationId: 'Port_#0003.Hub_#0001' }
  const ports = await listPorts({
    platform: 'win32',
    list: async () => [
      { path: 'COM3', pnpId: 'USB\\VID_1366&PID_1059&MI_02\\6&1', ...usb },
      { path: 'COM12', pnpId: 'USB\\VID_1366&PID_1059&MI_00\\6&1', ...usb },
    ],
  })
  expect(ports.map(({ path, isLikelyAt }) => [path, isLikelyAt])).toEqual([
    ['COM12', true],
    ['COM3', false],
  ])
})

test('on macOS the call-out name is taken', async () => {
  const ports = await listPorts({
    platform: 'darwin',
    list: async () => [{ path: '/dev/tty.usbmodem0009600123451', ...dk, locationId: '14200000' }],
  })
  expect(ports[0]?.path).toBe('/dev/cu.usbmodem0009600123451')
})

test('a slot follows its socket, whatever the port is called today', async () => {
  const list = (names: [string, string]) =>
    listPorts({
      platform: 'darwin',
      list: async () => names.map((path, i) => ({ path, ...dk, locationId: `1420000${i}` })),
    })
  const before = await list(['/dev/cu.a', '/dev/cu.b'])
  const binding = bindingOf(2, '/dev/cu.b', before)
  if (!binding) throw new Error('not bound')
  expect(slotPort(binding, await list(['/dev/cu.b', '/dev/cu.a']))).toBe('/dev/cu.a')
  expect(() => slotPort(binding, [])).toThrow('There is no port slot 2')
  expect(bindingOf(1, '/dev/cu.none', before)).toBeUndefined()
})

test('without udev the sentence says so', async () => {
  const list = () => Promise.reject(Object.assign(new Error('spawn udevadm ENOENT'), { code: 'ENOENT' }))
  await expect(listPorts({ platform: 'linux', list })).rejects.toThrow('no udev')
  await expect(listPorts({ platform: 'win32', list })).rejects.toThrow('cannot be listed: ENOENT')
})

test('udev names are read from its links', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-by-path-'))
  await symlink('../../ttyACM0', join(folder, 'pci-0000:00:14.0-usb-0:2:1.0'))
  await symlink('../../ttyACM0', join(folder, 'pci-0000:00:14.0-usbv2-0:2:1.0'))
  expect(await linuxLocations(folder)).toEqual(new Map([['/dev/ttyACM0', 'pci-0000:00:14.0-usb-0:2:1.0']]))
  expect(await linuxLocations(join(folder, 'none'))).toEqual(new Map())
  await rm(folder, { recursive: true })
})
