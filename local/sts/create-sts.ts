import { randomUUID } from 'node:crypto'
import { AwsError, type AwsService, type Principal, type ServiceAnswer } from '../aws-service.ts'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const escaped = (text: string) =>
  text.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? character)

const element = (name: string, content: string) => `<${name}>${content}</${name}>`
const texts = (members: Record<string, string>) =>
  Object.entries(members)
    .map(([name, value]) => element(name, escaped(value)))
    .join('')

const xml = (status: number, root: string, content: string): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<${root} xmlns="${namespace}">${content}</${root}>`,
})

const identityOf = ({ arn, userId, accountId }: Principal) => ({ Arn: arn, UserId: userId, Account: accountId })

/** The part of STS that tells a caller who it is. Source: STS API Reference, "GetCallerIdentity". */
export const createSts = (): AwsService => ({
  signingNames: ['sts'],
  name: 'sts',
  route: ({ body, query }) => {
    const parameters = new URLSearchParams(Buffer.from(body).toString('utf8'))
    const operation = parameters.get('Action') ?? query.get('Action') ?? ''
    if (operation !== 'GetCallerIdentity')
      throw new AwsError(
        'InvalidAction',
        400,
        `the local cloud does not have sts:${operation}; it has GetCallerIdentity`,
      )
    return { operation, input: {} }
  },
  // "No permissions are required to perform this operation" (API Reference).
  authorizations: () => [],
  handle: async (_, caller) =>
    xml(
      200,
      'GetCallerIdentityResponse',
      element('GetCallerIdentityResult', texts(identityOf(caller))) +
        element('ResponseMetadata', texts({ RequestId: randomUUID() })),
    ),
  renderError: ({ name, status, message }) =>
    xml(
      status,
      'ErrorResponse',
      element('Error', texts({ Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message })) +
        texts({ RequestId: randomUUID() }),
    ),
})
