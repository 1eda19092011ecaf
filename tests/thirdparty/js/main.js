// Uses dynoxx-local through the AWS SDK for JavaScript v3, a client that is not ours, and says what it checked:
// node main.js ENDPOINT_URL, in the directory where the packages are installed.
//
// The key pair of the root user comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the region from
// AWS_DEFAULT_REGION; each has the server's own default. Exit status: 0 if every check held, else 1.
'use strict'
const { Scenario } = require('./scenario.js')

// How many requests the parts send. Another number means that a part stopped early or that the SDK repeats calls.
const expectedCalls = { dynamodb: 247, s3: 147, kms: 62, sts: 15 }

const parts = [
  'tables',
  'items',
  'expressions',
  'reads',
  'batches',
  'documents',
  'statements',
  'objects',
  'checksums',
  'uploads',
  'keys',
  'roles',
]

async function main() {
  if (process.argv.length !== 3) {
    console.error('usage: node main.js ENDPOINT_URL')
    return 2
  }
  const s = new Scenario(process.argv[2])
  for (const part of parts) {
    try {
      await require(`./${part}.js`)(s)
    } catch (error) {
      s.report(part, `stopped by ${error.stack}`)
    }
  }
  s.is('the number of calls', s.calls, expectedCalls)
  const total = Object.values(s.calls).reduce((sum, calls) => sum + calls, 0)
  console.log(`AWS SDK for JavaScript: ${s.checks - s.failures} of ${s.checks} checks held in ${total} calls`)
  return s.failures ? 1 : 0
}

main().then((status) => process.exit(status))
