import { createPublicKey, X509Certificate } from 'node:crypto'
import { makeStationKey, type StationKey } from '../../../bench/keys/make-station-key.ts'
import { missingMiniStack, pythonWith, startMiniStack } from '../ministack/start-ministack.ts'
import { startMoto } from '../moto/start-moto.ts'
import { describePeer } from '../support/peer.ts'
import { boto3 } from './boto3.ts'
import { type Call, registryCalls } from './calls.ts'
import { answersOf, expectOutcome, type Outcome, titleOf } from './judge-calls.ts'
import { peerGaps } from './peer-gaps.ts'

interface Peer {
  missing: string | undefined
  start(): Promise<AsyncDisposable & { url: string }>
}

const withMoto = pythonWith('moto', 'flask', 'boto3')
const peers: Record<string, Peer> = {
  moto: {
    missing: withMoto === undefined ? 'pip install -r .ci/requirements.txt' : undefined,
    start: () => startMoto(withMoto ?? 'python3'),
  },
  MiniStack: { missing: missingMiniStack(), start: () => startMiniStack({ services: 'iot' }) },
}

const credentials = { region: 'eu-west-1', accessKeyId: 'test', secretAccessKey: 'test' }

for (const [name, { missing, start }] of Object.entries(peers)) {
  describePeer(`${name} × IoT registry calls`, missing, () => {
    const stack = new AsyncDisposableStack()
    let key: StationKey
    let calls: Call[]
    let outcomes: Outcome[]
    beforeAll(async () => {
      const { url } = stack.use(await start())
      key = await makeStationKey('sec1', 'judged')
      calls = registryCalls(key.csrPem)
      outcomes = await boto3(pythonWith('boto3') ?? 'python3', { endpoint: url, ...credentials })(calls)
    })
    afterAll(() => stack.disposeAsync())

    const check = (index: number) => {
      const call = calls[index]
      if (call === undefined) throw new Error(`there is no call ${index}`)
      expectOutcome(call, outcomes[index], answersOf(calls, outcomes))
    }
    const gaps = peerGaps[name] ?? {}
    for (const [index, call] of registryCalls('').entries()) {
      const instead = gaps[call.id ?? '']
      if (instead === undefined) test(titleOf(call, index), () => check(index))
      else test(`known gap: ${titleOf(call, index)}: ${instead}`, () => expect(() => check(index)).toThrow())
    }

    const certifiesTheKey = () => {
      const { certificatePem } = answersOf(calls, outcomes).get('certificate') ?? {}
      const certified = new X509Certificate(String(certificatePem)).publicKey.export({ type: 'spki', format: 'pem' })
      expect(certified).toBe(createPublicKey(key.privateKeyPem).export({ type: 'spki', format: 'pem' }))
    }
    if (name === 'moto') test('known gap: it certifies a key of its own', () => expect(certifiesTheKey).toThrow())
    else test('the certificate is for the key of the request', certifiesTheKey)
  })
}
