import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { linuxLocations } from './linux-locations.ts'
import { usbBoard } from './usb-boards.ts'

export interface FoundPort {
  /** What is opened: `/dev/ttyACM0`, `COM12`. */
  path: string
  /** The socket that the board hangs on, the same for all ports of one board; undefined where the system does not say. */
  location: string | undefined
  /** Position among the ports at this location, in the order of their interfaces. */
  index: number
  board: string | undefined
  serialNumber: string | undefined
  /** Whether this is the port of a known board that should speak AT. A guess until `AT` is answered. */
  isLikelyAt: boolean
}

/** What serialport says of a port; every field but the path may be missing. */
export interface ListedPort {
  path: string
  locationId?: string | undefined
  pnpId?: string | undefined
  serialNumber?: string | undefined
  vendorId?: string | undefined
  productId?: string | undefined
}

export interface ListPortsDependencies {
  list?: () => Promise<readonly ListedPort[]>
  locations?: () => Promise<ReadonlyMap<string, string>>
  platform?: NodeJS.Platform
}

const serialportList = async (): Promise<readonly ListedPort[]> => (await import('serialport')).SerialPort.list()

/** `…-usb-0:2:1.0` → `…-usb-0:2`: the interface differs between the ports of one board. */
const withoutInterface = (location: string): string => location.replace(/:\d+\.\d+(-port\d+)?$/, '')

/** What orders the ports of one board as their interfaces are: `MI_02` on Windows, by-path on Linux, the name on macOS. */
const interfaceOrder = (port: ListedPort, byPath: string | undefined): string =>
  byPath ?? /MI_\d+/i.exec(port.pnpId ?? '')?.[0] ?? port.path

const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * Every serial port of this computer, ordered by location and interface. Throws a `BenchError` of layer `port` that says
 * what is missing when the system cannot tell.
 */
export const listPorts = async ({
  list = serialportList,
  locations,
  platform = process.platform,
}: ListPortsDependencies = {}): Promise<FoundPort[]> => {
  const listed = await list().catch((cause: unknown) => {
    const reason = reasonOf(cause)
    throw platform === 'linux' && reason === 'ENOENT'
      ? fail('udev-missing', {}, { cause })
      : fail('ports-not-listed', { reason }, { cause })
  })
  const byPath = await (locations ?? (platform === 'linux' ? linuxLocations : async () => new Map<string, string>()))()
  const ordered = listed
    // macOS offers each port twice; opening /dev/tty.* would wait for a carrier.
    .map((port) => ({ ...port, path: platform === 'darwin' ? port.path.replace('/dev/tty.', '/dev/cu.') : port.path }))
    .map((port) => {
      const name = byPath.get(port.path)
      return { port, location: name ? withoutInterface(name) : port.locationId, order: interfaceOrder(port, name) }
    })
    .sort((a, b) => inOrder.compare(`${a.location} ${a.order}`, `${b.location} ${b.order}`))
  const seen = new Map<string, number>()
  return ordered.map(({ port, location }) => {
    const group = location ?? port.serialNumber ?? port.path
    const index = seen.get(group) ?? 0
    seen.set(group, index + 1)
    const board = usbBoard(port)
    return {
      path: port.path,
      location,
      index,
      board: board?.name,
      serialNumber: port.serialNumber,
      isLikelyAt: board?.atIndex === index,
    }
  })
}
