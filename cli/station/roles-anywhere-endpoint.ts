/** Where Roles Anywhere is, if not at the endpoint of its Region: the SDK's own variables, of which an empty one says nothing. */
export const rolesAnywhereEndpoint = (
  env: Readonly<Record<string, string | undefined>>,
  given?: string,
): string | undefined =>
  [given, env.AWS_ENDPOINT_URL_ROLESANYWHERE, env.AWS_ENDPOINT_URL].find((url) => url !== undefined && url !== '')
