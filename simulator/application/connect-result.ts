export type ConnectResult =
  | 'connected'
  | 'tcp-failed'
  | 'tls-refused-by-device'
  | 'tls-refused-by-server'
  | 'closed-after-connect'
  | 'mqtt-refused'
  | 'timed-out'
