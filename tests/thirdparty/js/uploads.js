// S3: uploads in parts, by hand and by lib-storage.
'use strict'
const crypto = require('crypto')
const { Readable } = require('stream')
const { load } = require('./scenario.js')
const {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} = load('client-s3')
const { Upload } = load('lib-storage')

const mebibyte = 1 << 20
const big = crypto.createHash('sha256').update('seed').digest()
const body = Buffer.alloc(11 * mebibyte + 7, big)
const md5 = (bytes) => crypto.createHash('md5').update(bytes).digest()
const parts = [body.subarray(0, 5 * mebibyte), body.subarray(5 * mebibyte, 10 * mebibyte), body.subarray(10 * mebibyte)]
const etag = `"${md5(Buffer.concat(parts.map(md5))).toString('hex')}-3"`
const bytesOf = async (a) => Buffer.from(await a.Body.transformToByteArray())

async function byHand(s, s3, Bucket) {
  const Key = 'by hand'
  const created = await s.gives(
    'CreateMultipartUpload',
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/x', Metadata: { a: 'b' } })),
    (a) => [a.Bucket, a.Key, a.UploadId.length > 0],
    [Bucket, Key, true],
  )
  const { UploadId } = created
  const etags = []
  for (const [n, Body] of parts.entries()) {
    const part = await s.gives(
      `UploadPart ${n + 1}`,
      s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: n + 1, Body })),
      (a) => a.ETag,
      `"${md5(Body).toString('hex')}"`,
    )
    etags.push(part.ETag)
  }
  await s.gives(
    'ListParts',
    s3.send(new ListPartsCommand({ Bucket, Key, UploadId })),
    (a) => a.Parts.map((p) => [p.PartNumber, p.Size]),
    parts.map((p, n) => [n + 1, p.length]),
  )
  await s.gives(
    'ListParts after the first',
    s3.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: '1', MaxParts: 1 })),
    (a) => [a.Parts.map((p) => p.PartNumber), a.IsTruncated, a.NextPartNumberMarker],
    [[2], true, '2'],
  )
  await s.gives(
    'ListMultipartUploads',
    s3.send(new ListMultipartUploadsCommand({ Bucket })),
    (a) => a.Uploads.map((u) => u.Key),
    [Key],
  )
  const complete = (numbers) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: numbers.map((n) => ({ PartNumber: n, ETag: etags[n - 1] || '"0"' })) },
      }),
    )
  await s.refuses('CompleteMultipartUpload out of order', complete([2, 1, 3]), 'InvalidPartOrder')
  await s.refuses('CompleteMultipartUpload with a part that is not there', complete([1, 2, 4]), 'InvalidPart')
  await s.gives('CompleteMultipartUpload', complete([1, 2, 3]), (a) => [a.ETag, a.Key], [etag, Key])
  await s.gives(
    'HeadObject of it',
    s3.send(new HeadObjectCommand({ Bucket, Key })),
    (a) => [a.ContentLength, a.ETag, a.ContentType, a.Metadata],
    [body.length, etag, 'text/x', { a: 'b' }],
  )
  await s.gives(
    'GetObject of it',
    s3.send(new GetObjectCommand({ Bucket, Key })),
    async (a) => (await bytesOf(a)).equals(body),
    true,
  )
  await s.gives(
    'GetObject of its second part',
    s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 })),
    async (a) => [(await bytesOf(a)).equals(parts[1]), a.PartsCount, a.$metadata.httpStatusCode],
    [true, 3, 206],
  )
}

async function inVain(s, s3, Bucket) {
  const Key = 'in vain'
  const { UploadId } = await s.gives(
    'CreateMultipartUpload in vain',
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key })),
    (a) => a.Key,
    Key,
  )
  const small = []
  for (const PartNumber of [1, 2]) {
    const part = await s.gives(
      `UploadPart ${PartNumber}, too small`,
      s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'small' })),
      (a) => a.ETag,
      `"${md5('small').toString('hex')}"`,
    )
    small.push({ PartNumber, ETag: part.ETag })
  }
  await s.gives(
    'UploadPartCopy',
    s3.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 3,
        CopySource: `${Bucket}/by%20hand`,
        CopySourceRange: 'bytes=0-9',
      }),
    ),
    (a) => a.CopyPartResult.ETag,
    `"${md5(body.subarray(0, 10)).toString('hex')}"`,
  )
  await s.refuses(
    'CompleteMultipartUpload of small parts',
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: small } })),
    'EntityTooSmall',
  )
  await s.gives(
    'AbortMultipartUpload',
    s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
  await s.refuses('ListParts of it', s3.send(new ListPartsCommand({ Bucket, Key, UploadId })), 'NoSuchUpload')
}

async function byLibrary(s, s3, Bucket) {
  for (const [Key, Body] of [
    ['library', body],
    ['stream', Readable.from([body.subarray(0, 7), body.subarray(7)])],
  ]) {
    const upload = new Upload({ client: s3, params: { Bucket, Key, Body }, partSize: 5 * mebibyte, queueSize: 2 })
    await s.gives(`lib-storage: Upload of 11 MiB, ${Key}`, upload.done(), (a) => [a.Key, a.ETag], [Key, etag])
    await s.gives(
      `GetObject of ${Key}`,
      s3.send(new GetObjectCommand({ Bucket, Key })),
      async (a) => (await bytesOf(a)).equals(body),
      true,
    )
  }
  await s.gives(
    'lib-storage: Upload of few bytes',
    new Upload({ client: s3, params: { Bucket, Key: 'few', Body: 'few' } }).done(),
    (a) => a.ETag,
    `"${md5('few').toString('hex')}"`,
  )
}

module.exports = async function uploads(s) {
  const s3 = s.client('s3')
  const Bucket = `uploads-${s.runId}`
  await s.gives(
    'CreateBucket for uploads',
    s3.send(new CreateBucketCommand({ Bucket })),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await byHand(s, s3, Bucket)
  await inVain(s, s3, Bucket)
  await byLibrary(s, s3, Bucket)
  const Objects = ['by hand', 'library', 'stream', 'few'].map((Key) => ({ Key }))
  await s.gives(
    'DeleteObjects of uploads, quietly',
    s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } })),
    (a) => a.Deleted,
    undefined,
  )
  await s.gives(
    'DeleteBucket of uploads',
    s3.send(new DeleteBucketCommand({ Bucket })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
}
