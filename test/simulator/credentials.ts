import 'reflect-metadata'
import { rootCertificates } from 'node:tls'
import { amazonRoots } from '../../core/credential/amazon-roots.ts'

const roots = amazonRoots(rootCertificates)
/** Certificates that parse; whose they are does not matter to a modem. */
export const caPem = roots.AmazonRootCA1
export const certificatePem = roots.AmazonRootCA3
export const imei = '352656109480783'
export const tag = 16842753
