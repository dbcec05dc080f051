/** Sent with every mint and confirmation, so that ops can tell which benches run which version; a test holds it to package.json. */
export const agentVersion = '0.1.0'
