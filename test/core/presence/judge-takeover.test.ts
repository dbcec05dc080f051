import { cloneTakeovers, cloneWithin, judgeTakeover, type Takeover } from '../../../core/presence/judge-takeover.ts'

const minute = 60_000
const at = (minutes: number): Takeover => ({ at: minutes * minute, sessionIdentifier: `s-${minutes}` })

const judgeAll = (takeovers: Takeover[]) =>
  takeovers.reduce<{ kept: Takeover[]; clones: number }>(
    ({ kept, clones }, takeover) => {
      const judged = judgeTakeover(kept, takeover)
      if (judged.kind === 'known') return { kept, clones }
      return { kept: judged.takeovers, clones: clones + (judged.clone ? 1 : 0) }
    },
    { kept: [], clones: 0 },
  )

test('one or two takeovers are a modem that came back; three within a quarter of an hour are two devices', () => {
  expect(judgeAll([at(0)]).clones).toBe(0)
  expect(judgeAll([at(0), at(1)]).clones).toBe(0)
  expect(judgeAll([at(0), at(1), at(2)]).clones).toBe(1)
})

test('takeovers hours apart are bad coverage', () => {
  expect(judgeAll([at(0), at(60), at(120), at(180), at(240)]).clones).toBe(0)
})

test('the bounds are inclusive', () => {
  const last = cloneWithin / minute
  expect(judgeAll([at(0), at(1), at(last)]).clones).toBe(1)
  expect(judgeAll([at(0), at(1), at(last + 1)]).clones).toBe(0)
})

test('an event that comes twice counts once, and the order of delivery does not matter', () => {
  expect(judgeTakeover([at(0)], at(0))).toEqual({ kind: 'known' })
  expect(judgeAll([at(2), at(2), at(0), at(0), at(2)]).clones).toBe(0)
  expect(judgeAll([at(2), at(0), at(1)]).clones).toBe(1)
})

test('no more is kept than is needed', () => {
  const { kept } = judgeAll(Array.from({ length: 50 }, (_, minutes) => at(minutes)))
  expect(kept).toEqual([at(47), at(48), at(49)])
  expect(kept).toHaveLength(cloneTakeovers)
})
