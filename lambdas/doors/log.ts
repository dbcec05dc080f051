import { Logger } from '@aws-lambda-powertools/logger'

/** One structured logger a process. Bodies are never logged: a mint answer can hold a private key. */
export const log = new Logger({ serviceName: 'mintmark', logLevel: 'INFO' })
