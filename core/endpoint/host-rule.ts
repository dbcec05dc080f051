import type { ClassifiedHost } from './classify-host.ts'
import type { Facts } from './facts.ts'
import type { Layer } from './layer.ts'
import type { Rule } from './rule.ts'

/** Builds the rule for one kind of host name; it is an error exactly where that name ends the connection. */
export function hostRule(
  kind: ClassifiedHost['kind'],
  rule: Pick<Rule, 'id' | 'evidence' | 'source' | 'says'> & Partial<Pick<Rule, 'fix'>>,
): Rule {
  return {
    kind,
    severity: 'error',
    about: 'hostname',
    endsAt: (facts) => facts.nameEnds ?? neverReached(kind),
    holds: (facts) => facts.nameEnds !== undefined,
    fix: useRightHost,
    ...rule,
  }
}

/** The cure is always the right host, never NULL. */
export function useRightHost({ known }: Facts): string {
  return `Set the TLS host name to ${known.expected} (aws iot describe-endpoint --endpoint-type iot:Data-ATS).`
}

/** The name as it would look in a message: quoted, with invisible characters made visible. */
export function quoted({ device, host }: Facts): string {
  const text = device.hostname ?? 'NULL'
  if (host.kind === host.identity) return `"${text}"`
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function neverReached(kind: string): Layer {
  throw new Error(`rule for ${kind} asked where it ends although it does not hold`)
}
