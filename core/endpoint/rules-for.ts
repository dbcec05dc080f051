import type { ClassifiedHost } from './classify-host.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules.ts'

type Kind = ClassifiedHost['kind']
const byKind = new Map<Kind, readonly Rule[]>()

/** The rules that can hold for one kind of host name, in their order: half of all rules are about one kind only. */
export function rulesFor(kind: Kind): readonly Rule[] {
  const known = byKind.get(kind)
  if (known) return known
  const list = rules.filter((rule) => rule.kind === undefined || rule.kind === kind)
  byKind.set(kind, list)
  return list
}
