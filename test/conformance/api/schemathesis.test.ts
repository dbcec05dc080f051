import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApi } from '../../../scripts/docs/openapi.ts'
import { type StoryCloud, startStoryCloud } from '../../support/local-cloud.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'
import { pythonWith } from '../ministack/start-ministack.ts'
import { describePeer } from '../support/peer.ts'
import { run } from '../support/run.ts'
import { startSigningProxy } from './signing-proxy.ts'

const python = pythonWith('schemathesis')
const missing = python === undefined ? 'pip install -r .ci/requirements.txt' : undefined
/** Cases of each route; the deep tests take more. */
const examples = Number(process.env.MINTMARK_API_EXAMPLES ?? 10)
const seed = Number(process.env.MINTMARK_SEED ?? 1)
const checks =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,negative_data_rejection'

interface Values {
  orderId: string
  imei: string
  certificateId: string
}

/** A device that is confirmed, so that the routes about one have something to say. */
const confirmedDevice = async (story: StoryCloud): Promise<Values> => {
  const { orderId } = await story.openOrder(100)
  const imei = imeiOf(1)
  const unit = `/orders/${orderId}/devices/${imei}/credentials`
  const { json } = await story.ask(story.station, 'POST', unit, { body: await stationRequest() })
  const certificateId = String(json.certificateId)
  await story.ask(story.station, 'POST', `${unit}/${certificateId}/confirmation`, { body: proofOf(json as never) })
  return { orderId, imei, certificateId }
}

describePeer('local cloud × schemathesis', missing, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-schemathesis-'))
  let story: StoryCloud
  let proxy: Awaited<ReturnType<typeof startSigningProxy>>
  beforeAll(async () => {
    story = await startStoryCloud()
    proxy = await startSigningProxy(story.cloud.ready.apiUrl, story)
    // The proxy signs, so that it need not know how.
    const { security: _, ...unsigned } = openApi()
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(unsigned))
  }, 180_000)
  afterAll(async () => {
    await proxy.close()
    await story.stop()
    rmSync(folder, { recursive: true })
  })

  /** Runs it over the whole API; `values` stand in the paths, in place of what it makes up. */
  const explore = async (values?: Values) => {
    const config = join(folder, 'schemathesis.toml')
    const fixed = Object.entries(values ?? {}).map(([name, value]) => `${name} = "${value}"`)
    // Without TRACE and without a body for GET, which fetch does not send.
    const methods = 'unexpected-methods = ["PUT", "PATCH", "DELETE", "OPTIONS"]'
    writeFileSync(config, ['[parameters]', ...fixed, '[phases.coverage]', methods, ''].join('\n'))
    const command = [
      ...[python ?? '', '-m', 'schemathesis.cli', '--config-file', config, 'run', join(folder, 'openapi.json')],
      ...['--url', proxy.url, '--checks', checks, '--phases', 'examples,coverage,fuzzing', '--workers', '2'],
      ...['--max-examples', String(examples), '--seed', String(seed), '--generation-database', 'none'],
      ...['--report', 'junit', '--report-junit-path', join(folder, 'report.xml'), '--suppress-health-check', 'all'],
    ]
    const { code, stdout, stderr } = await run(command, { timeoutMs: 1_500_000, cwd: folder })
    return { code, said: Buffer.from(`${stdout}${stderr}`, 'latin1').toString('utf8') }
  }

  test.each([
    ['values that it makes up', false],
    ['a device that is there', true],
  ])(
    'no 5xx, no undocumented status or answer over the whole API, about %s',
    async (_what, known) => {
      const { code, said } = await explore(known ? await confirmedDevice(story) : undefined)
      expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' })
      expect(readFileSync(join(folder, 'report.xml'), 'utf8').match(/<testcase/g)?.length).toBeGreaterThan(20)
    },
    1_800_000,
  )

  test('it had both good answers and refusals to judge', () => {
    expect([...proxy.statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404, 409, 422]))
  })
})
