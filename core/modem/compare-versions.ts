import type { Version } from './firmware.ts'

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`; only for versions of one family. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

export function atLeast(version: Version, since: Version): boolean {
  return compareVersions(version, since) >= 0
}
