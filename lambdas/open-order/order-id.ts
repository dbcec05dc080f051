/** No vowels and no letters that look like digits: it is read aloud on the factory floor and forms no words. */
const alphabet = '23456789bcdfghjkmnpqrstvwxz'

/** `o-` and ten characters, e.g. `o-7kd93vmx4q`, out of seven random bytes (47 bits). */
export const orderId = (random: Uint8Array): string => {
  let number = random.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  for (let digit = 0; digit < 10; digit += 1) {
    text += alphabet[Number(number % 27n)]
    number /= 27n
  }
  return `o-${text}`
}
