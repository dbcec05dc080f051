import { hostRule } from '../host-rule.ts'

export const hostEmpty = hostRule('empty', {
  id: 'host-empty',
  evidence: 'documented',
  source: 'nrf_socket.h, NRF_SO_SEC_HOSTNAME (length zero switches the name check off); DNS has no empty name',
  says: () => 'The host name is empty: there is nothing to resolve, nothing to check, and no SNI to send.',
})
