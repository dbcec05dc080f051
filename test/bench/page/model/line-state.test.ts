import { lineState } from '../../../../bench/page/model/line-state.ts'
import { lineGate } from '../../../../bench/station/line-gate.ts'
import { manualTimers } from '../../support/manual-timers.ts'

const gate = () =>
  lineGate({ firstArticle: 'auto', timers: manualTimers(), now: () => new Date(0), onChange: () => {} })

test('a closed line says why; a golden unit opens it, and that needs no more words', () => {
  const line = gate()
  line.learn(['350457790000010'])
  expect(lineState(line.state())).toMatchObject({ open: false, sentence: { code: 'line-needs-article' } })
  line.passed('350457790000010', { simulated: false })
  expect(lineState(line.state())).toMatchObject({ open: true, isPlain: true })
})

test('a line that a person or a simulated article opened is open, and says so', () => {
  const [opened, simulated] = [gate(), gate()]
  opened.openedBy('the golden unit is being repaired', 'shift lead')
  simulated.passed('350457790000010', { simulated: true })
  expect(lineState(opened.state())).toMatchObject({ open: true, isPlain: false, sentence: { code: 'line-opened' } })
  expect(lineState(simulated.state())).toMatchObject({ open: true, isPlain: false })
})

test('an agent without a gate, and one that says something else, have no line to speak of', () => {
  for (const told of [undefined, null, 'open', {}, { open: 'yes' }]) expect(lineState(told)).toBeUndefined()
  expect(lineState({ open: true, sentence: 'fine' })).toEqual({ open: true, isPlain: false, sentence: undefined })
})
