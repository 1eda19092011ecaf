// What the parts of the scenario share: clients that count what they send, and checks that say what they checked.
'use strict'
const assert = require('assert')
const { createRequire } = require('module')
const path = require('path')

// The packages are installed in the current directory, this file is not.
const requireHere = createRequire(path.join(process.cwd(), 'package.json'))
const load = (name) => requireHere(`@aws-sdk/${name}`)

const root = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID || 'AKIDDYNOXXLOCALAWS01',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY || 'dynoxx-local/not-a-secret/for-tests-0001',
}

const clients = {
  dynamodb: () => load('client-dynamodb').DynamoDBClient,
  s3: () => load('client-s3').S3Client,
  kms: () => load('client-kms').KMSClient,
  sts: () => load('client-sts').STSClient,
}

class Scenario {
  constructor(endpoint) {
    this.endpoint = endpoint
    this.runId = `${process.pid}-${Date.now() % 1000000}`
    this.calls = { dynamodb: 0, s3: 0, kms: 0, sts: 0 }
    this.checks = 0
    this.failures = 0
    this.sent = null // the last request as it went out, signed
  }

  // Makes a client of one service. It never repeats a call; the settings are those of the SDK.
  client(service, settings = {}) {
    const Client = clients[service]()
    const client = new Client({
      endpoint: this.endpoint,
      region: process.env.AWS_DEFAULT_REGION || 'us-east-1',
      credentials: root,
      maxAttempts: 1,
      ...(service === 's3' ? { forcePathStyle: true } : {}),
      ...settings,
    })
    const count = (next) => (args) => {
      this.calls[service] += 1
      this.sent = args.request
      return next(args)
    }
    client.middlewareStack.add(count, { step: 'finalizeRequest', priority: 'low', name: 'count' })
    return client
  }

  report(what, error) {
    this.checks += 1
    if (error) this.failures += 1
    console.log(error ? `FAILED  ${what}: ${error}` : `ok      ${what}`)
  }

  // The call succeeds, and what `pick` takes from its answer is `expected`. Gives the answer.
  async gives(what, call, pick, expected) {
    try {
      const answer = await call
      assert.deepStrictEqual(await pick(answer), expected)
      this.report(what)
      return answer
    } catch (error) {
      this.report(what, error instanceof assert.AssertionError ? error.message : `${error.name}: ${error.message}`)
      return {}
    }
  }

  // The call fails with an error of this name (for S3 without a body: its status), whose text holds `phrase`.
  // Gives the error.
  async refuses(what, call, name, phrase = '') {
    try {
      await call
    } catch (error) {
      const found = name === error.$metadata?.httpStatusCode ? name : error.name
      const right = found === name && error.message.includes(phrase)
      this.report(`${what}: ${name}`, right ? null : `found ${error.name}: ${error.message}`)
      return error
    }
    this.report(`${what}: ${name}`, 'no error')
    return {}
  }

  // A fact about what was sent or received.
  is(what, found, expected) {
    try {
      assert.deepStrictEqual(found, expected)
      this.report(what)
    } catch (error) {
      this.report(what, error.message)
    }
  }
}

module.exports = { Scenario, load, root }
