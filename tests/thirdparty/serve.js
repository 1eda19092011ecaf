// Starts one emulator on a free port of the loopback interface and prints its address: node serve.js dynalite|s3rver
'use strict'
const { createRequire } = require('module')
const fs = require('fs')
const os = require('os')
const path = require('path')

// The packages are installed in the current directory, this file is not.
const requireHere = createRequire(path.join(process.cwd(), 'package.json'))

function ready(name, port) {
  console.log(`${name} listening on http://127.0.0.1:${port}`)
}

function fail(error) {
  console.error(error)
  process.exit(1)
}

const starts = {
  dynalite() {
    const server = requireHere('dynalite')({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
    server.on('error', fail)
    // Some requests make dynalite throw where nothing catches: their connection ends, the server goes on.
    const sockets = new Set()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    process.on('uncaughtException', (error) => {
      console.error(error)
      for (const socket of sockets) socket.destroy()
    })
    server.listen(0, '127.0.0.1', () => ready('dynalite', server.address().port))
  },
  // s3rver knows the access key S3RVER with the secret S3RVER only. It checks the form of a version 4 signature and the
  // access key, but does not compute the signature.
  s3rver() {
    const S3rver = requireHere('s3rver')
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'dynoxx-s3rver-'))
    process.on('exit', () => fs.rmSync(directory, { recursive: true, force: true }))
    const configureBuckets = [{ name: process.env.DYNOXX_TEST_BUCKET || 'dynoxx-test' }]
    new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets })
      .run()
      .then(({ port }) => ready('s3rver', port), fail)
  },
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
const start = starts[process.argv[2]]
if (start) start()
else fail(`usage: node serve.js ${Object.keys(starts).join('|')}`)
