// S3: the checksums that current SDKs send, in headers and in trailers.
'use strict'
const { Readable } = require('stream')
const { load } = require('./scenario.js')
const {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} = load('client-s3')

// The checksums of "123456789", from the catalogues of these algorithms.
const digits = '123456789'
const algorithms = {
  CRC32: 'y/Q5Jg==',
  CRC32C: '4waSgw==',
  CRC64NVME: 'rosUhgp5mIg=',
  SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
  SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
}

// The SDK sends each piece of a stream as one chunk; all but the last must have 8192 bytes or more.
const long = Buffer.alloc(70000, digits)
const chunks = [long.subarray(0, 40000), long.subarray(40000, 60000), long.subarray(60000)]

module.exports = async function checksums(s) {
  const s3 = s.client('s3')
  const Bucket = `checksums-${s.runId}`
  const Key = 'sum'
  await s.gives(
    'CreateBucket for checksums',
    s3.send(new CreateBucketCommand({ Bucket })),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.gives(
    'PutObject by default has a CRC-32',
    s3.send(new PutObjectCommand({ Bucket, Key, Body: digits })),
    (a) => [a.ChecksumCRC32, a.ChecksumType],
    [algorithms.CRC32, 'FULL_OBJECT'],
  )
  s.is('the SDK sent it in a header', s.sent.headers['x-amz-checksum-crc32'], algorithms.CRC32)
  for (const [name, sum] of Object.entries(algorithms)) {
    const member = `Checksum${name}`
    const header = `x-amz-checksum-${name.toLowerCase()}`
    await s.gives(
      `PutObject with ${name}`,
      s3.send(new PutObjectCommand({ Bucket, Key, Body: digits, ChecksumAlgorithm: name })),
      (a) => a[member],
      sum,
    )
    s.is(`the SDK sent ${name} in a header`, s.sent.headers[header], sum)
    await s.gives(
      `HeadObject gives ${name}`,
      s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
      (a) => a[member],
      sum,
    )
    await s.gives(
      `GetObject checks ${name}`,
      s3.send(new GetObjectCommand({ Bucket, Key })),
      async (a) => [await a.Body.transformToString(), a[member]],
      [digits, sum],
    )
    const whole = await s.gives(
      `PutObject of 70 kB with ${name}`,
      s3.send(new PutObjectCommand({ Bucket, Key, Body: long, ChecksumAlgorithm: name })),
      (a) => typeof a[member],
      'string',
    )
    await s.gives(
      `PutObject of a stream with ${name}`,
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: Readable.from(chunks),
          ContentLength: long.length,
          ChecksumAlgorithm: name,
        }),
      ),
      (a) => a[member],
      whole[member],
    )
    s.is(
      `the SDK sent ${name} in a trailer`,
      [s.sent.headers['x-amz-trailer'], s.sent.headers['x-amz-content-sha256'], s.sent.headers['content-encoding']],
      [header, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'aws-chunked'],
    )
    await s.gives(
      `GetObject of the stream with ${name}`,
      s3.send(new GetObjectCommand({ Bucket, Key })),
      async (a) => [await a.Body.transformToString(), a.ContentEncoding],
      [long.toString(), undefined],
    )
    await s.refuses(
      `PutObject with a wrong ${name}`,
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other', [member]: sum })),
      'BadDigest',
    )
  }
  const quiet = s.client('s3', {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  await s.gives(
    'PutObject without a checksum',
    quiet.send(new PutObjectCommand({ Bucket, Key, Body: digits })),
    (a) => a.ETag,
    '"25f9e794323b453885f5181f1b624d0b"',
  )
  await s.gives(
    'HeadObject gives the CRC-64/NVME that S3 computes itself',
    s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
    (a) => [a.ChecksumCRC64NVME, a.ChecksumType],
    [algorithms.CRC64NVME, 'FULL_OBJECT'],
  )
  await s.gives(
    'DeleteObject of the sum',
    s3.send(new DeleteObjectCommand({ Bucket, Key })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
  await s.gives(
    'DeleteBucket of checksums',
    s3.send(new DeleteBucketCommand({ Bucket })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
}
