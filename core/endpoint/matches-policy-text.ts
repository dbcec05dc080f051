/** Matches a resource as IoT policies do: `*` any run, `?` one character, everything else itself (developer guide, iot-policies). */
export function matchesPolicyText(pattern: string, text: string): boolean {
  let [p, t] = [0, 0]
  let [star, resume] = [-1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p
      resume = t
      p += 1
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1
      t += 1
    } else if (star >= 0) {
      // Let the last star take one character more: linear memory, no exponential back-tracking.
      p = star + 1
      resume += 1
      t = resume
    } else return false
  }
  while (pattern[p] === '*') p += 1
  return p === pattern.length
}
