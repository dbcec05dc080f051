/** Tags above this belong to the modem: they may show up in a list and are never written or deleted (AT9160, %CMNG). */
export const highestUserTag = 2147483647

export function isUserTag(tag: number): boolean {
  return Number.isInteger(tag) && tag >= 0 && tag <= highestUserTag
}
