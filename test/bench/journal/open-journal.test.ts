import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BenchError } from '../../../bench/failures/failure.ts'
import { journalPath, openJournal } from '../../../bench/journal/open-journal.ts'
import { noHistory } from '../../../bench/journal/unit-history.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-journal-'))
})
afterEach(() => rm(folder, { recursive: true }))

const unit = { imei: '352656100367872', port: 'p1' }
const makeKey = { act: 'make-key', keySource: 'station', securityTag: 7 } as const
const written = { act: 'written', securityTag: 7, certificateId: 'c1' } as const
const path = () => join(folder, 'deep', 'o1.jsonl')
const now = () => new Date('2026-11-22T10:00:00Z')
const open = () => openJournal(path(), 'o1', now)

test('lines are one JSON object each, with time, order, unit and port', async () => {
  const journal = await open()
  await journal.append(unit, makeKey)
  await journal.close()
  expect(await readFile(path(), 'utf8')).toBe(
    '{"v":1,"at":"2026-11-22T10:00:00.000Z","orderId":"o1","imei":"352656100367872","port":"p1","act":"make-key","keySource":"station","securityTag":7}\n',
  )
})

test('what was appended is on the disk when append resolves, many ports or one', async () => {
  const journal = await open()
  const units = Array.from({ length: 16 }, (_, i) => ({ imei: `imei-${i}`, port: `p${i}` }))
  await Promise.all(units.map((each) => journal.append(each, makeKey, written)))
  expect((await readFile(path(), 'utf8')).trimEnd().split('\n')).toHaveLength(32)
  await journal.close()
})

test('a later run knows the tags that were being keyed, and the credential that was written in full', async () => {
  const first = await open()
  await first.append(unit, makeKey)
  await first.append({ ...unit, imei: 'another' }, { ...makeKey, securityTag: 9 })
  expect(await first.historyOf(unit.imei)).toEqual({ keyedTags: [7], written: undefined })
  await first.append(unit, written)
  await first.close()
  const second = await open()
  expect(await second.historyOf(unit.imei)).toEqual({
    keyedTags: [7],
    written: { certificateId: 'c1', securityTag: 7 },
  })
  await second.append(unit, makeKey)
  expect((await second.historyOf(unit.imei)).written).toBeUndefined()
  expect(await second.historyOf('never seen')).toEqual(noHistory)
  await second.close()
})

test('a kill at any byte loses at most the line it tore, and the next line is whole', async () => {
  const journal = await open()
  await journal.append(unit, makeKey, written)
  await journal.close()
  const whole = await readFile(path(), 'utf8')
  const secondLine = whole.indexOf('\n') + 1
  for (let size = 0; size < whole.length; size++) {
    await rm(path())
    await appendFile(path(), whole)
    await truncate(path(), size)
    const after = await open()
    const { keyedTags, written: last } = await after.historyOf(unit.imei)
    expect(keyedTags).toEqual(size >= secondLine - 1 ? [7] : [])
    expect(last?.certificateId).toBe(size >= whole.length - 1 ? 'c1' : undefined)
    await after.append({ ...unit, imei: 'next' }, makeKey)
    expect((await after.historyOf('next')).keyedTags).toEqual([7])
    await after.close()
  }
})

test('foreign lines, and acts without what they need, are left out', async () => {
  const journal = await open()
  await appendFile(path(), 'not json\n{"v":1}\n{"v":1,"at":"","imei":"352656100367872","act":"make-key"}\n[]\nnull\n')
  expect(await journal.historyOf(unit.imei)).toEqual(noHistory)
  await journal.close()
})

test('a journal that cannot be written stops the work with its path', async () => {
  await appendFile(join(folder, 'file'), '')
  const error: unknown = await openJournal(join(folder, 'file', 'o1.jsonl'), 'o1', now).catch((caught) => caught)
  expect(error).toBeInstanceOf(BenchError)
  expect(error).toMatchObject({ failure: { layer: 'station', code: 'journal-not-written' } })
  const journal = await open()
  await journal.close()
  await expect(journal.append(unit, makeKey)).rejects.toThrow('o1.jsonl cannot be written')
})

test('an order number is safe as a file name everywhere', () => {
  expect(journalPath('o-1_A', 'j')).toBe(join('j', 'o-1_A.jsonl'))
  expect(journalPath('../a:b', 'j')).toBe(join('j', '%2e%2e%2fa%3ab.jsonl'))
})

test('what is on its way is known after a restart: a key that waits, a read-back, a label', async () => {
  const first = await open()
  const waits = { act: 'key-waits', securityTag: 7, keySource: 'modem', request: 'r', keySha256: 'd' } as const
  await first.append(unit, { act: 'profile', profile: { name: 'p' } }, makeKey, waits)
  await first.append(
    { ...unit, imei: 'two' },
    makeKey,
    { act: 'mint', keySource: 'station', serial: 'S1' },
    { act: 'confirm', certificateId: 'c2', listing: ['l'], firmware: 'f' },
  )
  await first.append({ ...unit, imei: 'three' }, { act: 'confirmed', certificateId: 'c3', proof: 'digest' })
  await first.append({ ...unit, imei: 'three' }, { act: 'label', certificateId: 'c3', reprint: false })
  await first.close()
  const second = await open()
  expect(second.profile()).toEqual({ name: 'p' })
  const [one, two, three] = [unit.imei, 'two', 'three'].map((imei) => second.units().get(imei))
  expect(one?.waitingKey).toEqual({ securityTag: 7, keySource: 'modem', request: 'r', keySha256: 'd' })
  expect(two).toMatchObject({ serial: 'S1', readBack: { certificateId: 'c2', listing: ['l'], firmware: 'f' } })
  expect(three?.label).toEqual({ certificateId: 'c3', printed: false })
  await second.append({ ...unit, imei: 'two' }, { act: 'confirmed', certificateId: 'c2', proof: 'digest' })
  await second.append(unit, makeKey)
  expect(second.units().get('two')?.readBack).toBeUndefined()
  expect((await second.historyOf(unit.imei)).waitingKey).toBeUndefined()
  await second.close()
})

test('many ports share one sync', async () => {
  let syncs = 0
  const journal = await openJournal(path(), 'o1', now, async (file) => {
    syncs++
    await file.datasync()
  })
  const units = Array.from({ length: 16 }, (_, i) => ({ imei: `imei-${i}`, port: `p${i}` }))
  await Promise.all(units.map((each) => journal.append(each, makeKey)))
  expect(syncs).toBe(1)
  await journal.close()
})
