/**
 * What AWS leaves unclear, or what a test needs slower or stricter than the default, by name.
 * Defaults follow the reference (aws-iot-provisioning.md; section in brackets).
 */
export interface IotSwitches {
  /** Where a connection that authentication refuses ends: at CONNECT without CONNACK, or right when the handshake is done [4.3]. */
  refusalLayer: 'connect' | 'tls'
  /** A host name in SNI that no account owns: closed at CONNECT, or the handshake itself is aborted [4.3]. */
  unresolvableSni: 'closed-at-connect' | 'tls-abort'
  /** A host name of another account shown with one of our DEFAULT-mode certificates: refused, or routed by the certificate as in old reports [4.2]. */
  foreignSniWithDefaultCertificate: 'refused' | 'routed-by-certificate'
  /** No host name in SNI and a DEFAULT-mode certificate: routed by the certificate, or refused, as pages that call SNI required would have it [4.2, 12 no. 2]. */
  absentSniWithDefaultCertificate: 'routed-by-certificate' | 'refused'
  /** The server certificate that the host of a disabled domain configuration shows before it refuses; AWS speaks of an authentication error [7.3; DG iot-custom-endpoints-managing]. */
  disabledDomain: 'own-certificate' | 'region-certificate'
  /** ARNs of ACM certificates that AWS calls INVALID for their domain configuration; here they have expired [2.4, 4.8]. */
  invalidServerCertificates: readonly string[]
  /** What a client sees whose policy does not allow its CONNECT [4.3: AWS speaks of code 7, the standard of 5]. */
  connectDenied: 'closed' | 'connack-5' | 'connack-7'
  /** A filter that the policy does not allow: SUBACK 128, or the connection ends. */
  subscribeDenied: 'suback-128' | 'disconnected'
  /** `DescribeEndpoint` for `iot:Data` and `iot:Jobs`; recent accounts were refused [4.1]. */
  retiredEndpointTypes: 'refused' | 'answered'
  /** Mode of certificates that AWS signs. Read it back with DescribeCertificate; never assume it [1.4, 1.11]. */
  issuedCertificateMode: 'DEFAULT' | 'SNI_ONLY'
  /** Mode of certificates from RegisterCertificateWithoutCA [1.4]. */
  registeredCertificateMode: 'DEFAULT' | 'SNI_ONLY'
  /** Whether the CSR's subject goes into the certificate or AWS's own is used [1.3]. */
  certificateSubject: 'from-csr' | 'aws'
  /** Whether CreateCertificateFromCsr verifies the CSR's own signature [1.3]. */
  csrSignature: 'verified' | 'ignored'
  /** Whether REVOKED can be left again by UpdateCertificate [2.1]. */
  revoked: 'final' | 'reversible'
  /** Error of an attachment that breaks EXCLUSIVE_THING [2.3]. */
  exclusiveConflict: 'InvalidRequestException' | 'ConflictException'
  /** DetachThingPrincipal of a certificate that is not attached: AWS lists ResourceNotFoundException among its errors [2.9]. */
  repeatedDetach: 'not-found' | 'accepted'
  /** How long a detached thing principal still counts, in milliseconds; AWS says it may take seconds [2.3]. */
  detachDelayMs: number
  /** How long a session lives on after its certificate was deactivated, in milliseconds; AWS says minutes [2.1]. */
  deactivationDelayMs: number
  /** How long a client must be offline before its `versionNumber` starts again at 0, in milliseconds [6.1]. */
  versionResetMs: number
  /** Reason in `Connection.AuthNError` for a certificate outside its validity; AWS lists none [7.3]. */
  expiredCertificateReason: 'NOT_AUTHENTICATED' | 'DEVICE_CERTIFICATE_INACTIVE'
  /** V2 log of an authorization failure on a connection without SNI: AWS describes the silence for authentication only [7.3]. */
  authorizationLogWithoutSni: 'silent' | 'logged'
  /** Keep-alive below this many seconds counts as this many [3.2]. */
  keepAliveFloorSeconds: number
  /** Requests per second and operation, as in section 3.1; reckoned by the clock that the service is given. */
  quotas: 'off' | 'on'
  /** Other rates than section 3.1's, by operation. */
  quotaRates: Readonly<Record<string, number>>
}

export const defaultSwitches: IotSwitches = {
  refusalLayer: 'connect',
  unresolvableSni: 'closed-at-connect',
  foreignSniWithDefaultCertificate: 'refused',
  absentSniWithDefaultCertificate: 'routed-by-certificate',
  disabledDomain: 'own-certificate',
  invalidServerCertificates: [],
  connectDenied: 'closed',
  subscribeDenied: 'suback-128',
  retiredEndpointTypes: 'refused',
  issuedCertificateMode: 'DEFAULT',
  registeredCertificateMode: 'SNI_ONLY',
  certificateSubject: 'from-csr',
  csrSignature: 'verified',
  revoked: 'final',
  exclusiveConflict: 'InvalidRequestException',
  repeatedDetach: 'not-found',
  detachDelayMs: 0,
  deactivationDelayMs: 0,
  versionResetMs: 3_600_000,
  expiredCertificateReason: 'NOT_AUTHENTICATED',
  authorizationLogWithoutSni: 'silent',
  keepAliveFloorSeconds: 30,
  quotas: 'off',
  quotaRates: {},
}
