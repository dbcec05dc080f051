import { openFailure } from '../../../bench/serial/open-failure.ts'
import { portPath } from '../../../bench/serial/port-path.ts'

test.each<[NodeJS.Platform, string, string, string, RegExp]>([
  [
    'linux',
    '/dev/ttyACM0',
    'Error: Permission denied, cannot open /dev/ttyACM0',
    'port-not-permitted',
    /dialout or uucp/,
  ],
  [
    'darwin',
    '/dev/cu.usb1',
    'Error: Permission denied, cannot open /dev/cu.usb1',
    'port-not-permitted',
    /\/dev\/cu\.\*/,
  ],
  ['win32', 'COM12', 'Opening COM12: Access denied', 'port-busy', /other station/],
  ['win32', 'COM12', 'Permission denied', 'port-not-permitted', /Close the other program/],
  [
    'linux',
    '/dev/ttyACM0',
    'Error Resource temporarily unavailable Cannot lock port',
    'port-busy',
    /Close the terminal/,
  ],
  ['darwin', '/dev/cu.usb1', 'Error: Resource busy, cannot open /dev/cu.usb1', 'port-busy', /Close the terminal/],
  ['linux', '/dev/ttyACM9', 'Error: No such file or directory, cannot open /dev/ttyACM9', 'port-not-found', /cable/],
  ['win32', 'COM40', 'Opening COM40: File not found', 'port-not-found', /cable/],
  ['win32', 'COM40', 'Opening COM40: Unknown error code 31', 'port-not-opened', /cable/],
])('on %s, %s that fails with "%s" is %s, with what to do', (platform, name, text, code, next) => {
  const { failure } = openFailure(name, new Error(text), platform)
  expect(failure).toMatchObject({ layer: 'port', code })
  expect(failure.says).toContain(name)
  expect(failure.next).toMatch(next)
})

test.each([
  ['COM3', 'COM3'],
  ['COM10', 'COM10'],
  ['COM256', 'COM256'],
  ['\\\\.\\COM12', 'COM12'],
  ['\\\\?\\COM12', 'COM12'],
  ['com7:', 'com7'],
  ['/dev/ttyACM0', '/dev/ttyACM0'],
  ['/tmp/a place/modem', '/tmp/a place/modem'],
])('%s is handed over as %s: the binding puts its own prefix before it', (name, path) => {
  expect(portPath(name)).toBe(path)
})
