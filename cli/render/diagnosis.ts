import type { DiagnosisAnswer } from '../../core/api/diagnosis.ts'
import { renderFacts } from './facts.ts'

const marks = { sound: '✓', broken: '✗', open: '?' } as const

const places = { here: 'Run here', bench: 'At the bench', build: 'In the application' } as const

/** Links that come after the broken one are no news: they are left to --json. */
const isNews = ({ why }: { why: string }) => !why.endsWith('is broken first')

const chain = ({ checked, notChecked, brokenLink, cause }: DiagnosisAnswer): string => {
  const rows = [
    ...checked.map(({ link, says }) => [`${marks.sound} ${link}`, says] as const),
    ...notChecked.filter(isNews).map(({ link, why }) => [`${marks.open} ${link}`, `not checked: ${why}`] as const),
    ...(brokenLink === undefined ? [] : [[`${marks.broken} ${brokenLink}`, cause] as const]),
  ]
  return renderFacts(rows)
}

const repairOf = ({ repair }: DiagnosisAnswer): string[] =>
  repair === undefined
    ? []
    : ['', `${places[repair.where]}: ${repair.does}`, ...repair.commands.map((command) => `  ${command}`)]

const evidenceOf = ({ evidence }: DiagnosisAnswer): string[] =>
  evidence.length === 0
    ? []
    : ['', 'What was read', renderFacts(evidence.map(({ what, is }) => [`  ${what}`, is] as const))]

/** A diagnosis for people: the sentence first, the chain up to the broken link, the repair, and what was read. */
export const renderDiagnosis = (diagnosis: DiagnosisAnswer): string => {
  const shown = chain(diagnosis)
  return [diagnosis.says, '', ...(shown === '' ? [] : [shown]), ...repairOf(diagnosis), ...evidenceOf(diagnosis)].join(
    '\n',
  )
}
