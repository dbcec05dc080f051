/**
 * What was heard on a line, short and fit to be shown. A run of base64 is left out: a write that was cut off leaves half
 * a key in AT Host's buffer, and AT Host may print it to whoever comes next (nrf91-modem.md 1.3).
 */
export const heardText = (text: string): string =>
  text.replace(/[A-Za-z0-9+/=]{16,}/g, (run) => `<${run.length} characters>`).slice(0, 60)
