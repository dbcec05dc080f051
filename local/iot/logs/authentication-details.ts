/** Texts that AWS gives to the reasons of `Connection.AuthNError` (DG cwl-format). */
export const authenticationDetails = {
  DEVICE_CERTIFICATE_INACTIVE: 'Device certificate is not active',
  DEVICE_CERTIFICATE_NOT_REGISTERED: 'Device certificate is not registered',
  DEVICE_CERTIFICATE_REVOKED: 'Device certificate is revoked',
  DOMAIN_CONFIGURATION_DISABLED: 'Domain configuration for the Server Name Indication (SNI) provided is disabled',
  DOMAIN_CONFIGURATION_INVALID: 'The endpoint type in domain configuration is invalid',
  NOT_AUTHENTICATED: 'The credentials provided could not be authenticated',
  SNI_MISUSED: 'The client used an SNI that is not associated with this account',
} as const

export type AuthenticationReason = keyof typeof authenticationDetails
