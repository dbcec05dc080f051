import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSlots, teachSlot } from '../../../bench/ports/slot-file.ts'

test('slots are taught once, moved when taught again, and kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark slots '))
  const path = join(folder, '.mintmark', 'slots.json')
  expect(await readSlots(path)).toEqual([])
  await teachSlot({ slot: 2, location: 'usb-0:2', index: 0 }, path)
  await teachSlot({ slot: 1, location: 'usb-0:1', index: 0 }, path)
  await teachSlot({ slot: 3, location: 'usb-0:2', index: 0 }, path)
  expect(await readSlots(path)).toEqual([
    { slot: 1, location: 'usb-0:1', index: 0 },
    { slot: 3, location: 'usb-0:2', index: 0 },
  ])
  await writeFile(path, '{"slots": 1}')
  await expect(readSlots(path)).rejects.toThrow('is not a list of slots')
  await rm(folder, { recursive: true })
})
