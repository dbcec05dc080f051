import { readdir, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * Where on the USB tree each serial port of a Linux computer hangs, by device path: serialport does not say it there,
 * udev keeps it as the names in /dev/serial/by-path. Empty on a system without that folder.
 */
export const linuxLocations = async (folder = '/dev/serial/by-path'): Promise<Map<string, string>> => {
  const names = await readdir(folder).catch(() => [])
  const found = new Map<string, string>()
  // Newer udev lists a port twice, as "…-usb-0:2" and "…-usbv2-0:2"; the shorter name exists everywhere.
  for (const name of names.sort((a, b) => b.length - a.length || a.localeCompare(b))) {
    const target = await readlink(join(folder, name)).catch(() => undefined)
    if (target !== undefined) found.set(`/dev/${basename(target)}`, name)
  }
  return found
}
