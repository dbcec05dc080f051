import { cloudRequest } from '../../unit.ts'
import type { Stories } from '../story.ts'

export const mintingStories: Stories = {
  admission: [
    {
      name: 'a unit is admitted',
      needs: ['dynamodb:GetItem'],
      prepare: async ({ ask, station, unitPath, newImei }) => {
        const path = `${unitPath(newImei())}/admission?firmware=mfw_nrf9160_1.3.7`
        return () => ask(station, 'GET', path)
      },
    },
  ],
  'mint-credential': [
    {
      name: 'a unit gets its first certificate',
      needs: [
        ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'iot:CreateCertificateFromCsr'],
        ...['iot:CreateThing', 'iot:AttachPolicy', 'iot:AttachThingPrincipal'],
      ],
      prepare: async (world) => {
        const imei = world.newImei()
        return async () => (await world.mint(imei)).generation
      },
    },
    {
      name: 'a bench asks again with the same key',
      needs: ['iot:DescribeCertificate'],
      prepare: async ({ ask, station, newImei, newKey, unitPath }) => {
        const path = `${unitPath(newImei())}/credentials`
        const { request } = await newKey()
        const mint = async () => (await ask(station, 'POST', path, request)).generation
        await mint()
        return mint
      },
    },
    {
      name: 'a unit whose key was lost gets another, and the first certificate is deleted',
      needs: ['iot:UpdateCertificate', 'iot:DetachThingPrincipal', 'iot:DetachPolicy', 'iot:DeleteCertificate'],
      prepare: async (world) => {
        const { imei } = await world.mint()
        return async () => (await world.mint(imei)).generation
      },
    },
    {
      name: 'a unit gets a key that the cloud made',
      needs: ['iot:CreateKeysAndCertificate'],
      prepare: async ({ ask, station, newImei, unitPath }) => {
        const path = `${unitPath(newImei())}/credentials`
        return async () => (await ask(station, 'POST', path, cloudRequest())).generation
      },
    },
  ],
  'confirm-credential': [
    {
      name: 'a unit is proven',
      needs: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'iot:DescribeCertificate', 'iot:UpdateCertificate'],
      prepare: async (world) => {
        const unit = await world.mint()
        return async () => (await world.confirm(unit)).state
      },
    },
  ],
}
