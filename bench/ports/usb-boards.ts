/** How a board shows itself on USB, and which of its ports speaks AT (nrf91-modem.md 1.2). */
export interface UsbBoard {
  name: string
  /** Position of the AT port among the board's ports, in the order of their interfaces. */
  atIndex: number
}

interface UsbPattern extends UsbBoard {
  vendorId: string
  productId?: string
  /** Start of the USB serial number. */
  serialPrefix?: string
}

const segger = '1366'
const nordic = '1915'
const jLink = (serialPrefix: string, name: string, atIndex: number): UsbPattern => ({
  vendorId: segger,
  serialPrefix,
  name,
  atIndex,
})

/** First match counts: `THINGY91X` also begins with `THINGY91`, and 00105 with many. */
const patterns: readonly UsbPattern[] = [
  { vendorId: nordic, productId: '520f', name: 'Thingy:91 in its boot loader', atIndex: -1 },
  { vendorId: nordic, serialPrefix: 'THINGY91X', name: 'Thingy:91 X', atIndex: 0 },
  { vendorId: nordic, productId: '910a', name: 'Thingy:91 X', atIndex: 0 },
  { vendorId: nordic, serialPrefix: 'THINGY91', name: 'Thingy:91', atIndex: 0 },
  { vendorId: nordic, serialPrefix: 'PCA20035', name: 'Thingy:91', atIndex: 0 },
  { vendorId: nordic, serialPrefix: 'NRFBLEGW', name: 'nRF Cloud Gateway', atIndex: 0 },
  { vendorId: nordic, productId: '9100', name: 'Thingy:91', atIndex: 0 },
  jLink('0009600', 'nRF9160 DK', 0),
  jLink('0010509', 'nRF9161 DK', 0),
  jLink('0010510', 'nRF9131 EK', 0),
  jLink('0010512', 'nRF9151 DK', 0),
  jLink('0010520', 'nRF9151 DK', 0),
  jLink('0010550', 'Thingy:91 X', 0),
  jLink('0010551', 'Thingy:91 X', 0),
  jLink('0010513', 'Thingy:91 X', 0),
  jLink('0009601', 'nRF5340 DK', 1),
  jLink('0010500', 'nRF5340 DK', 1),
  jLink('0010507', 'nRF7002 DK', 1),
  jLink('0010577', 'nRF54L15 DK', 1),
  jLink('0010511', 'nRF54H20 DK', 0),
  jLink('00105', 'Nordic kit', 0),
  // Product IDs of J-Link OB are many and not all documented: the vendor alone decides.
  jLink('', 'board with a J-Link', 0),
]

/** The board behind a USB port, or undefined for one that is none we know. An `atIndex` of -1 means it speaks no AT. */
export const usbBoard = (usb: {
  vendorId?: string
  productId?: string
  serialNumber?: string
}): UsbBoard | undefined => {
  const [vendor, product] = [usb.vendorId?.toLowerCase(), usb.productId?.toLowerCase()]
  const serial = usb.serialNumber?.toUpperCase() ?? ''
  const found = patterns.find(
    ({ vendorId, productId = product, serialPrefix = '' }) =>
      vendorId === vendor && productId === product && serial.startsWith(serialPrefix),
  )
  return found && { name: found.name, atIndex: found.atIndex }
}
