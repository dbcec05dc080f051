import { checkEndpoint } from '../../core/endpoint/check-endpoint.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { inParallel } from '../../scripts/demo/in-parallel.ts'
import { type Cell, cellsOf, describeCell } from '../support/matrix/cells.ts'
import { experience } from '../support/matrix/experience.ts'
import { namesOf, type Open } from '../support/matrix/names.ts'
import { type Position, startWorld, usual, type World } from '../support/matrix/world.ts'

/*
 * Every firmware with every host name, certificate mode and port: what `mintmark check` says is what the simulated device then
 * goes through on the local IoT Core. DNS is the resolver of the matrix, which knows nothing of the rules; a cell whose
 * application opens another name than it verifies says so by `connectHost`, in the prediction and on the device.
 */
let world: World
let cells: Cell[]
let account: AccountEndpoints
beforeAll(async () => {
  world = await startWorld()
  cells = cellsOf(namesOf(world.names))
  account = await world.take(usual)
})
afterAll(() => world.close())

const predict = (cell: Cell, position: Position, of: AccountEndpoints): string => {
  const { firmware, name, mode, port, alpn } = cell
  const { hostname, connectHost } = name
  return checkEndpoint(
    {
      account: of,
      firmware,
      hostname,
      port,
      certificateMode: mode,
      ...(connectHost !== undefined && { connectHost }),
      ...(alpn !== null && { alpn }),
    },
    position,
  ).outcome
}

/** The cells whose device went through something else than was predicted, as sentences. */
const disagreements = async (which: readonly Cell[], position: Position, of: AccountEndpoints): Promise<string[]> => {
  const found = await inParallel(which, 16, async (cell) => {
    const predicted = predict(cell, position, of)
    const modem = await world.modem(cell.firmware, cell.mode, position)
    const met = await experience(world, cell, modem)
    return met === predicted ? [] : [`${describeCell(cell)}: predicted ${predicted}, met ${met}`]
  })
  return found.flat()
}

test('prediction is experience in every cell', async () => {
  const seen = new Set(cells.map((cell) => predict(cell, usual, account)))
  expect([...seen].sort()).toEqual([
    'closed-after-connect',
    'connects',
    'connects-by-accident',
    'dns-fails',
    'tcp-fails',
    'tls-refused-by-device',
    'tls-refused-by-server',
  ])
  expect(cells.length).toBeGreaterThanOrEqual(300)
  expect(await disagreements(cells, usual, account)).toEqual([])
}, 180_000)

const others: [Partial<Position>, Open, changes: boolean][] = [
  [{ refusalLayer: 'tls' }, 'refusalLayer', true],
  [{ unresolvableSni: 'tls-abort' }, 'unresolvableSni', true],
  [{ foreignSniWithDefaultCertificate: 'routed-by-certificate' }, 'foreignSniWithDefaultCertificate', true],
  [{ absentSniWithDefaultCertificate: 'refused' }, 'absentSniWithDefaultCertificate', true],
  [{ disabledDomain: 'region-certificate' }, 'disabledDomain', true],
  [{ nameCheck: 'letter-for-letter' }, 'nameCheck', true],
  // A device that verifies turns the server down either way.
  [{ addressAsSni: 'left-out' }, 'addressAsSni', false],
  [{ retiredEndpointTypes: 'answered' }, 'retiredEndpointTypes', true],
]

test.each(others)(
  'what nobody has confirmed is run in the other position too: %j',
  async (other, key, changes) => {
    const position = { ...usual, ...other }
    const changed = await world.take(position)
    const differs = (cell: Cell) => predict(cell, position, changed) !== predict(cell, usual, account)
    const marked = cells.filter(({ open }) => open.includes(key))
    const unmarked = cells.filter((cell) => !marked.includes(cell))
    expect(marked.length).toBeGreaterThan(0)
    expect(marked.some(differs)).toBe(changes)
    expect(unmarked.filter(differs).map((cell) => `${describeCell(cell)} is not marked`)).toEqual([])
    expect(await disagreements(marked, position, changed)).toEqual([])
  },
  180_000,
)
