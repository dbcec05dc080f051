import type { Operation } from './operations.ts'

export interface Match {
  operation: Operation
  /** Values of the path's labels, still percent-encoded. */
  labels: Record<string, string>
}

/**
 * Finds the operation of a request line; of several the one with most literal segments.
 * `greedy` names labels that may hold slashes although the model does not say so (an MQTT topic sent undecoded).
 */
export const matchOperation = (
  operations: readonly Operation[],
  method: string,
  path: string,
  greedy: readonly string[] = [],
): Match | undefined => {
  const segments = path.replace(/^\//, '').split('/')
  let best: Match | undefined
  for (const operation of operations) {
    if (operation.method !== method) continue
    const labels = matchSegments(operation.segments, segments, greedy)
    if (labels === undefined) continue
    if (best === undefined || literals(operation) > literals(best.operation)) best = { operation, labels }
  }
  return best
}

const literals = (operation: Operation): number => operation.segments.filter((part) => !part.startsWith('{')).length

const matchSegments = (template: readonly string[], segments: string[], greedy: readonly string[]) => {
  const labels: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    const [, name, plus] = /^\{(\w+)(\+?)\}$/.exec(part) ?? []
    if (name === undefined) {
      if (segments[index] !== part) return undefined
    } else if (plus === '+' || greedy.includes(name)) {
      const rest = segments.slice(index).join('/')
      if (rest === '' || index !== template.length - 1) return undefined
      labels[name] = rest
      return labels
    } else {
      const segment = segments[index]
      if (segment === undefined || segment === '') return undefined
      labels[name] = segment
    }
  }
  return segments.length === template.length ? labels : undefined
}
