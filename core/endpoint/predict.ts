import type { CertificateMode, Outcome } from './endpoint-check.ts'
import type { CommonFacts, Facts } from './facts.ts'
import { type Layer, layers, outcomeAt } from './layer.ts'
import type { Rule } from './rule.ts'
import { rulesFor } from './rules-for.ts'
import { suppose } from './suppose.ts'

/** One supposition, the rules that hold under it, and the layer at which they end the connection. */
export interface Judgement {
  facts: Facts
  held: Rule[]
  end: Layer | undefined
}

export interface Prediction {
  outcome: Outcome
  today: Judgement
  /** After an update to firmware that sends SNI, when that is what ends the connection. */
  accident?: Judgement
}

/** How the connection of this device ends: at the first layer where a rule ends it, today or once its firmware sends SNI. */
export function predict(common: CommonFacts, certificateMode: CertificateMode): Prediction {
  const today = judge(suppose(common, { sendsSni: common.firmware.sendsSni.value, certificateMode }))
  if (!common.firmware.known) return { outcome: 'unknown', today }
  if (today.end !== undefined) return { outcome: outcomeAt[today.end], today }

  if (!today.facts.sendsSni) {
    const later = judge(suppose(common, { sendsSni: true, certificateMode }))
    if (later.end !== undefined) return { outcome: 'connects-by-accident', today, accident: later }
  }
  return { outcome: 'connects', today }
}

/** DNS → TCP → TLS by device → TLS by server → MQTT CONNECT: the outermost layer at which any rule ends the connection. */
function judge(facts: Facts): Judgement {
  const held: Rule[] = []
  let first: number = layers.length
  for (const rule of rulesFor(facts.host.kind)) {
    if (!rule.holds(facts)) continue
    held.push(rule)
    const end = typeof rule.endsAt === 'function' ? rule.endsAt(facts) : rule.endsAt
    if (end !== undefined) first = Math.min(first, layers.indexOf(end))
  }
  const order: readonly Layer[] = layers
  return { facts, held, end: order[first] }
}
