import { mintAnswer } from '../../../../core/api/credentials.ts'
import { cloudRequest, proofOf } from '../../unit.ts'
import type { ProofWorld } from '../proof-world.ts'
import type { Stories } from '../story.ts'

/** An order that lists a golden unit of its own, and the path of the unit's articles. */
const golden = async ({ open, newImei }: ProofWorld) => {
  const imei = newImei()
  const orderId = await open({ goldenUnits: [imei] })
  return { orderId, path: `/orders/${orderId}/articles/${imei}/credentials` }
}

const mint = async ({ ask, station, newKey }: ProofWorld, path: string) =>
  mintAnswer.parse(await ask(station, 'POST', path, (await newKey()).request))

export const articleStories: Stories = {
  'admit-article': [
    {
      name: 'a line asks which golden units open it',
      needs: ['dynamodb:GetItem'],
      prepare: async (world) => {
        const { orderId } = await golden(world)
        return async () => {
          const { goldenUnits } = await world.ask(world.station, 'GET', `/orders/${orderId}/articles`)
          return Array.isArray(goldenUnits) && goldenUnits.length
        }
      },
    },
  ],
  'mint-article': [
    {
      name: 'a golden unit gets a certificate',
      needs: [
        ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'iot:CreateCertificateFromCsr'],
        ...['iot:CreateThing', 'iot:AttachPolicy', 'iot:AttachThingPrincipal'],
      ],
      prepare: async (world) => {
        const { path } = await golden(world)
        return async () => (await mint(world, path)).generation
      },
    },
    {
      name: 'a golden unit gets another certificate after an article that nobody ended',
      needs: ['iot:UpdateCertificate', 'iot:DetachThingPrincipal', 'iot:DetachPolicy', 'iot:DeleteCertificate'],
      prepare: async (world) => {
        const { path } = await golden(world)
        await mint(world, path)
        return async () => (await mint(world, path)).generation
      },
    },
    {
      name: 'a golden unit gets a key that the cloud made',
      needs: ['iot:CreateKeysAndCertificate'],
      prepare: async (world) => {
        const { path } = await golden(world)
        return async () => (await world.ask(world.station, 'POST', path, cloudRequest())).generation
      },
    },
  ],
  'confirm-article': [
    {
      name: 'a first article passes, and its certificate is gone',
      needs: [
        ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'iot:DescribeCertificate'],
        ...['iot:UpdateCertificate', 'iot:DeleteCertificate', 'iot:DetachPolicy', 'iot:DetachThingPrincipal'],
      ],
      prepare: async (world) => {
        const { path } = await golden(world)
        const answer = await mint(world, path)
        const confirmation = `${path}/${answer.certificateId}/confirmation`
        return async () => (await world.ask(world.station, 'POST', confirmation, proofOf(answer))).state
      },
    },
  ],
  'open-line': [
    {
      name: 'a supervisor opens a line',
      needs: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      prepare: async ({ ask, station, orderId }) => {
        const body = { at: new Date().toISOString(), reason: 'the golden unit is away', agentVersion: '0.1.0' }
        return async () => (await ask(station, 'POST', `/orders/${orderId}/line-openings`, body)).what
      },
    },
  ],
  'report-attach': [
    {
      name: 'the time that a unit took to register is kept',
      needs: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      prepare: async (world) => {
        const { imei, certificateId } = await world.mint()
        const body = { certificateId, firmware: 'mfw_nrf9160_1.3.7', attachMs: 4_000, agentVersion: '0.1.0' }
        return async () => (await world.ask(world.station, 'POST', `${world.unitPath(imei)}/attach-times`, body)).noted
      },
    },
  ],
}
