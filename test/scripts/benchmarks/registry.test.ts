import { measureRegistry } from '../../../scripts/benchmarks/registry/measure-registry.ts'
import { openRegistry } from '../../../scripts/benchmarks/registry/open-registry.ts'

test('no access pattern costs more units in a registry of twice the size', async () => {
  const now = () => Date.UTC(2026, 10, 22, 3)
  const registry = await openRegistry(now)
  const unitsAt = async (devices: number) => {
    await registry.grow(devices)
    return (await measureRegistry(registry, 2, now)).map(({ pattern, read, write }) => ({ pattern, read, write }))
  }
  const small = await unitsAt(1000)
  expect(await unitsAt(2000)).toEqual(small)
  // What is asked of one device or of a page is bounded, and a write touches the indexes that it must.
  const unitsOf = (pattern: string) => small.find((one) => one.pattern === pattern)
  expect(unitsOf('device by IMEI')).toMatchObject({ read: 1, write: 0 })
  expect(small.filter(({ read, write }) => read + write > 30)).toEqual([])
  expect(small.length).toBeGreaterThanOrEqual(20)
  await registry.close()
}, 180_000)
