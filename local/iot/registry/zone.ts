/** How AWS IoT host names are built in one Region (reference 4.1): China has its own suffix, and a dot before `ats`. */
export interface Zone {
  /** `iot.<region>.<suffix>`: the name under which all hosts of the Region are. */
  base: string
  dataHost(prefix: string): string
  /** The FIPS endpoint, which names no account. */
  fips: string
  /** The names on the broker's certificate; for China inferred from the form of its endpoints. */
  certificateNames: readonly string[]
}

export const zoneOf = (region: string): Zone => {
  const isChina = region.startsWith('cn-')
  const suffix = isChina ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base = `iot.${region}.${suffix}`
  return {
    base,
    dataHost: (prefix) => `${prefix}${isChina ? '.' : '-'}ats.${base}`,
    fips: `data.iot-fips.${region}.${suffix}`,
    certificateNames: [base, `*.${base}`, ...(isChina ? [`*.ats.${base}`] : [])],
  }
}
