/**
 * Whether an MQTT topic fits a filter. A filter that begins with a wildcard fits no `$` topic (MQTT 3.1.1, 4.7),
 * and unlike the standard `a/#` does not fit `a` (DG mqtt, differences from MQTT specifications).
 */
export const topicMatches = (filter: string, topic: string): boolean => {
  const wanted = filter.split('/')
  const given = topic.split('/')
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  for (const [index, level] of wanted.entries()) {
    if (index >= given.length) return false
    if (level === '#') return true
    if (level !== '+' && level !== given[index]) return false
  }
  return wanted.length === given.length
}

/** Why a filter is not valid, or undefined. */
export const filterProblem = (filter: string): string | undefined => {
  if (filter === '') return 'it is empty'
  const levels = filter.split('/')
  const bad = levels.find((level, index) => {
    if (level === '#') return index !== levels.length - 1
    return level !== '+' && /[+#]/.test(level)
  })
  return bad === undefined ? undefined : `"${bad}" is not a whole level or not the last one`
}

const maxBytes = 256
const maxSlashes = 7

/** Why AWS IoT takes no message on a topic or no subscription to a filter: 256 bytes, 7 slashes (reference 3.2). `$aws/rules/<rule>/` counts not. */
export const topicLimitProblem = (topic: string): string | undefined => {
  const counted = topic.replace(/^\$aws\/rules\/[^/]+\//, '')
  const slashes = counted.split('/').length - 1
  if (Buffer.byteLength(counted) > maxBytes) return `it has more than ${maxBytes} bytes`
  // Reserved topics are AWS's own and longer than what customers may name.
  if (slashes > maxSlashes && !counted.startsWith('$aws/')) return `it has ${slashes} slashes, more than ${maxSlashes}`
  return undefined
}

/** Topics that AWS publishes to and no client may (reference 6.3). `$SYS` is the broker library's own and does not exist at AWS. */
export const isReserved = (topic: string): boolean => topic.startsWith('$aws/events/') || topic.startsWith('$SYS/')
