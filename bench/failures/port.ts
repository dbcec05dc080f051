import type { FailureFamily } from './define.ts'

const permissionHelp: Record<string, string> = {
  linux: 'Add this user to the group that owns it (`ls -l` shows it, mostly dialout or uucp), then log in again.',
  darwin: 'Use the /dev/cu.* name of the port, and allow the terminal to use accessories in the system settings.',
  win32: 'Close the other program that holds the port, or unplug the board and plug it in again.',
}

/** What can happen to a port. */
export const portFailures = {
  layer: 'port',
  kinds: {
    'port-not-found': {
      says: (p: { port: string }) => `There is no port ${p.port}.`,
      next: () => 'Check the cable and the name of the port.',
    },
    'port-not-permitted': {
      says: (p: { port: string; platform: string }) => `This user may not open ${p.port}.`,
      next: (p: { port: string; platform: string }) =>
        permissionHelp[p.platform] ?? 'Give this user the right to open it.',
    },
    'udev-missing': {
      says: () => 'This computer has no udev, so its serial ports cannot be listed.',
      next: () => 'Install udev (or mount /run/udev into the container), or name the ports with --slot N=PORT.',
    },
    'ports-not-listed': {
      says: (p: { reason: string }) => `The serial ports of this computer cannot be listed: ${p.reason}.`,
      next: () => 'Name the ports with --slot N=PORT.',
    },
    'port-busy': {
      says: (p: { port: string }) => `Another program holds ${p.port}.`,
      next: () => 'Close the terminal or the other station that uses it, then try again.',
    },
    'port-not-opened': {
      says: (p: { port: string; reason: string }) => `${p.port} could not be opened: ${p.reason}.`,
      next: () => 'Check the cable and the name, then try again.',
    },
    'port-lost': {
      says: (p: { port: string; during: string }) => `${p.port} went away during ${p.during}.`,
      next: () => 'Connect the unit again and repeat; nothing is spent twice.',
    },
  },
} satisfies FailureFamily
