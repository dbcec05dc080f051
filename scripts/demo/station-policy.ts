/** What a bench may do and nothing else: the three routes of a station. */
export const stationPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: [
        'arn:aws:execute-api:*:*:*/*/GET/v1/orders/*/devices/*/admission',
        'arn:aws:execute-api:*:*:*/*/POST/v1/orders/*/devices/*/credentials',
        'arn:aws:execute-api:*:*:*/*/POST/v1/orders/*/devices/*/credentials/*/confirmation',
      ],
    },
  ],
}
