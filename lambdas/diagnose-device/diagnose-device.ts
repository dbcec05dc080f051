import { type DiagnosisAnswer, type DiagnosisRequest, diagnosisAnswer } from '../../core/api/diagnosis.ts'
import { parseImei } from '../../core/device/imei.ts'
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { type DiagnoseDependencies, gatherFacts } from './gather-facts.ts'

/** The first broken link between an order and a device that talks to AWS IoT. Reads, and changes nothing. */
export const diagnoseDevice =
  (deps: DiagnoseDependencies) =>
  async (text: string, { fallback }: DiagnosisRequest): Promise<DiagnosisAnswer | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    return diagnosisAnswer.parse(diagnose(await gatherFacts(deps, parsed.imei, fallback)))
  }
