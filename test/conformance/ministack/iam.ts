import { signedRequest } from '../support/signed-request.ts'

export interface Account {
  url: string
  /** PEM that `url` is checked against. */
  ca: string
  region: string
  accountId: string
}

/** MiniStack's own caller, who may do everything. */
export const operator = { accessKeyId: 'test', secretAccessKey: 'test' }

/** Calls IAM, which has one Region and answers in XML. */
export const iam = async (
  { url, ca }: Account,
  action: string,
  parameters: Record<string, string>,
): Promise<string> => {
  const { status, body } = await signedRequest(`${url}/`, {
    service: 'iam',
    region: 'us-east-1',
    ca,
    credentials: operator,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }).toString(),
  })
  if (status !== 200) throw new Error(`MiniStack refused ${action}: ${body}`)
  return body
}

/** The texts of every element of this name. */
export const textsOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]+)<`, 'g'))].map(([, text = '']) => text)

export const textOf = (xml: string, element: string): string => textsOf(xml, element)[0] ?? ''
