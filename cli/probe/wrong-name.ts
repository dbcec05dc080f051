import { parseIotHost } from '../../core/endpoint/parse-iot-host.ts'

/** A name of the same shape that nobody is known to own: for AWS IoT another prefix in the same Region, else a sibling. */
export const wrongName = (host: string): string => {
  const lower = host.toLowerCase()
  const iot = parseIotHost(lower)
  if (iot && iot.prefix !== '') return lower.replace(iot.prefix, 'mintmarkprobe')
  const dot = lower.indexOf('.')
  return dot > 0 && dot < lower.length - 1 && !/^[\d.]+$/.test(lower)
    ? `mintmarkprobe${lower.slice(dot)}`
    : 'mintmarkprobe.invalid'
}
