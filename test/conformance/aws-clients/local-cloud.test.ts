import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { localCloudTarget } from '../black-box/local-cloud.ts'
import { pythonWith } from '../ministack/start-ministack.ts'
import { describePeer } from '../support/peer.ts'
import { awsCli } from './aws-cli.ts'
import { boto3, type Endpoint } from './boto3.ts'
import { type Call, otherCalls, registryCalls } from './calls.ts'
import { answersOf, type Client, expectOutcome, titleOf } from './judge-calls.ts'
import { hasSdk, sdkV3 } from './sdk-v3.ts'

const install = 'pip install -r .ci/requirements.txt, and name that Python in MINISTACK_PYTHON'
const withBoto3 = pythonWith('boto3')
const withAwsCli = pythonWith('awscli')

/** One describe block in which a client makes every call once, against a local cloud of its own. */
const judge = (
  client: string,
  missing: string | undefined,
  made: (call: Call) => boolean,
  start: (to: Endpoint) => Client,
) =>
  describePeer(`local cloud × ${client}`, missing, () => {
    const stack = new AsyncDisposableStack()
    // The titles are needed before the cloud is there, and depend neither on the key nor on the queue.
    const titles = [...registryCalls(''), ...otherCalls('')].filter(made).map(titleOf)
    let calls: Call[]
    let outcomes: Awaited<ReturnType<Client>>
    beforeAll(async () => {
      const { awsEndpointUrl, region, operator } = stack.use(await localCloudTarget())
      const { csrPem } = await makeStationKey('sec1', 'judged')
      const queueUrl = `${awsEndpointUrl}/123456789012/mintmark-dev-first-connect-rule-errors`
      calls = [...registryCalls(csrPem), ...otherCalls(queueUrl)].filter(made)
      outcomes = await start({ endpoint: awsEndpointUrl, region, ...operator })(calls)
    })
    afterAll(() => stack.disposeAsync())

    test.each(titles.map((title, index): [string, number] => [title, index]))('%s', (_title, index) => {
      const call = calls[index]
      if (call === undefined) throw new Error(`there is no call ${index}`)
      expectOutcome(call, outcomes[index], answersOf(calls, outcomes))
    })
  })

judge('AWS SDK v3', undefined, hasSdk, sdkV3)
judge(
  'boto3',
  withBoto3 === undefined ? install : undefined,
  () => true,
  (to) => boto3(withBoto3 ?? 'python3', to),
)
judge(
  'AWS CLI',
  withAwsCli === undefined ? install : undefined,
  ({ byCommandLine }) => byCommandLine === true,
  (to) => awsCli(withAwsCli ?? 'python3', to),
)
