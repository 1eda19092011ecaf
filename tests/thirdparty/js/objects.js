// S3: buckets, objects, conditional requests, ranges, copies, listings.
'use strict'
const crypto = require('crypto')
const { load, root } = require('./scenario.js')
const {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  waitUntilBucketExists,
  waitUntilObjectNotExists,
} = load('client-s3')
const { getSignedUrl } = load('s3-request-presigner')

const Key = "a/b c+d&é'*~.txt"
const text = 'grün ☃'.repeat(100)
const bytes = Buffer.from(text)
const etag = `"${crypto.createHash('md5').update(bytes).digest('hex')}"`
const textOf = (a) => a.Body.transformToString()
const bytesOf = async (a) => Buffer.from(await a.Body.transformToByteArray())

async function reads(s, s3, Bucket) {
  const get = (more) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }))
  const head = (more) => s3.send(new HeadObjectCommand({ Bucket, Key, ...more }))
  await s.gives(
    'PutObject',
    s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: text,
        ContentType: 'text/x-test',
        CacheControl: 'no-store',
        ContentEncoding: 'identity',
        Metadata: { who: 'ada', 'x-y': 'z' },
      }),
    ),
    (a) => a.ETag,
    etag,
  )
  await s.gives(
    'GetObject',
    get(),
    async (a) => [await textOf(a), a.ContentType, a.CacheControl, a.Metadata, a.ETag, a.ContentLength],
    [text, 'text/x-test', 'no-store', { who: 'ada', 'x-y': 'z' }, etag, bytes.length],
  )
  await s.gives(
    'GetObject of a range',
    get({ Range: 'bytes=5-14' }),
    async (a) => [await bytesOf(a), a.ContentRange, a.$metadata.httpStatusCode],
    [bytes.subarray(5, 15), `bytes 5-14/${bytes.length}`, 206],
  )
  await s.gives('GetObject of the last bytes', get({ Range: 'bytes=-4' }), bytesOf, bytes.subarray(-4))
  await s.gives('GetObject from a byte on', get({ Range: `bytes=${bytes.length - 3}-` }), bytesOf, bytes.subarray(-3))
  await s.gives(
    'GetObject of a range beyond the end',
    get({ Range: 'bytes=10-99999' }),
    (a) => a.ContentLength,
    bytes.length - 10,
  )
  await s.refuses('GetObject of a range behind the end', get({ Range: 'bytes=99999-' }), 'InvalidRange')
  await s.gives(
    'GetObject with another content type',
    get({ ResponseContentType: 'text/other', ResponseContentDisposition: 'attachment' }),
    (a) => [a.ContentType, a.ContentDisposition],
    ['text/other', 'attachment'],
  )
  await s.gives('GetObject if it matches', get({ IfMatch: etag }), textOf, text)
  await s.refuses('GetObject if it matches another', get({ IfMatch: '"0"' }), 'PreconditionFailed')
  await s.refuses('GetObject if it has changed', get({ IfNoneMatch: etag }), 304)
  await s.gives('GetObject if it is not another', get({ IfNoneMatch: '"0"' }), textOf, text)
  await s.refuses('GetObject if modified since tomorrow', get({ IfModifiedSince: new Date() }), 304)
  await s.refuses(
    'GetObject if unmodified since 1990',
    get({ IfUnmodifiedSince: new Date(631152000000) }),
    'PreconditionFailed',
  )
  await s.gives(
    'HeadObject',
    head(),
    (a) => [a.ContentLength, a.ETag, a.Metadata.who, a.LastModified instanceof Date],
    [bytes.length, etag, 'ada', true],
  )
  await s.refuses('HeadObject if it has changed', head({ IfNoneMatch: etag }), 304)
  await s.refuses('HeadObject if it matches another', head({ IfMatch: '"0"' }), 412)
  await s.refuses('HeadObject of a missing object', head({ Key: 'missing' }), 'NotFound')
  await s.refuses('GetObject of a missing object', get({ Key: 'missing' }), 'NoSuchKey')
  await s.refuses('GetObject of a missing bucket', get({ Bucket: `nowhere-${s.runId}` }), 'NoSuchBucket')
}

async function writes(s, s3, Bucket) {
  const put = (more) => s3.send(new PutObjectCommand({ Bucket, Key: 'w', Body: 'x', ...more }))
  await s.gives('PutObject if there is none', put({ IfNoneMatch: '*' }), (a) => typeof a.ETag, 'string')
  await s.refuses('PutObject if there is none, again', put({ IfNoneMatch: '*' }), 'PreconditionFailed')
  await s.refuses('PutObject over another', put({ IfMatch: '"0"' }), 'PreconditionFailed')
  await s.gives(
    'PutObject over the same',
    put({ IfMatch: '"9dd4e461268c8034f5c8564e155c67a6"', Body: '' }),
    (a) => a.ETag,
    '"d41d8cd98f00b204e9800998ecf8427e"',
  )
  await s.gives(
    'GetObject of no bytes',
    s3.send(new GetObjectCommand({ Bucket, Key: 'w' })),
    async (a) => [await textOf(a), a.ContentLength],
    ['', 0],
  )
  await s.refuses('PutObject with a wrong MD5', put({ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }), 'BadDigest')
  await s.refuses('PutObject with too much metadata', put({ Metadata: { big: 'x'.repeat(2100) } }), 'MetadataTooLarge')
  await s.refuses('PutObject with a long key', put({ Key: 'k'.repeat(1025) }), 'KeyTooLongError')
  await s.refuses('PutObject in a missing bucket', put({ Bucket: `nowhere-${s.runId}` }), 'NoSuchBucket')
  const CopySource = encodeURIComponent(`${Bucket}/${Key}`)
  const copy = (more) => s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...more }))
  await s.gives('CopyObject', copy(), (a) => a.CopyObjectResult.ETag, etag)
  await s.gives(
    'HeadObject of the copy',
    s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' })),
    (a) => [a.Metadata.who, a.ContentType],
    ['ada', 'text/x-test'],
  )
  await s.gives(
    'CopyObject with other metadata',
    copy({ MetadataDirective: 'REPLACE', Metadata: { who: 'bob' }, ContentType: 'text/b' }),
    (a) => a.CopyObjectResult.ETag,
    etag,
  )
  await s.gives(
    'HeadObject of that copy',
    s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' })),
    (a) => [a.Metadata, a.ContentType],
    [{ who: 'bob' }, 'text/b'],
  )
  await s.refuses('CopyObject if another', copy({ CopySourceIfMatch: '"0"' }), 'PreconditionFailed')
  await s.refuses('CopyObject of nothing', copy({ CopySource: `${Bucket}/missing` }), 'NoSuchKey')
  await s.refuses('CopyObject to itself without a change', copy({ Key, CopySource }), 'InvalidRequest')
}

async function listings(s, s3, Bucket) {
  const names = ['l/1', 'l/2', 'l/d/3', 'l/d/4', 'l/e/5', 'l/ü 6+']
  for (const name of names) {
    await s.gives(
      `PutObject ${name}`,
      s3.send(new PutObjectCommand({ Bucket, Key: name, Body: name })),
      (a) => a.$metadata.httpStatusCode,
      200,
    )
  }
  const list = (more) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', ...more }))
  const keysOf = (a) => (a.Contents || []).map((o) => o.Key)
  await s.gives('ListObjectsV2', list(), (a) => [keysOf(a), a.KeyCount, a.IsTruncated, a.Contents[0].Size], [
    names,
    6,
    false,
    3,
  ])
  await s.gives(
    'ListObjectsV2 by delimiter',
    list({ Delimiter: '/' }),
    (a) => [keysOf(a), a.CommonPrefixes.map((p) => p.Prefix)],
    [
      ['l/1', 'l/2', 'l/ü 6+'],
      ['l/d/', 'l/e/'],
    ],
  )
  await s.gives('ListObjectsV2 after a key', list({ StartAfter: 'l/d/4' }), keysOf, ['l/e/5', 'l/ü 6+'])
  await s.gives('ListObjectsV2, URL encoded', list({ EncodingType: 'url', StartAfter: 'l/e/5' }), keysOf, [
    'l/%C3%BC+6%2B',
  ])
  const found = []
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 4 }, { Bucket, Prefix: 'l/' }))
    found.push(keysOf(page))
  s.is('ListObjectsV2 page by page', found, [names.slice(0, 4), names.slice(4)])
  await s.gives(
    'ListObjects',
    s3.send(new ListObjectsCommand({ Bucket, Prefix: 'l/', Marker: 'l/d/3', MaxKeys: 2 })),
    (a) => [keysOf(a), a.IsTruncated],
    [['l/d/4', 'l/e/5'], true],
  )
  await s.gives('ListObjectsV2 of nothing', list({ Prefix: 'none' }), (a) => [keysOf(a), a.KeyCount], [[], 0])
  await s.refuses('ListObjectsV2 of a missing bucket', list({ Bucket: `nowhere-${s.runId}` }), 'NoSuchBucket')
}

async function presigned(s, s3, Bucket) {
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 })
  await s.gives('a presigned GET', fetch(url), async (a) => [a.status, await a.text()], [200, text])
  await s.gives(
    'a presigned GET that was changed',
    fetch(url.replace('Expires=60', 'Expires=61')),
    async (a) => [a.status, (await a.text()).includes('<Code>SignatureDoesNotMatch</Code>')],
    [403, true],
  )
  const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'presigned' }), { expiresIn: 60 })
  await s.gives('a presigned PUT', fetch(put, { method: 'PUT', body: 'by URL' }), (a) => a.status, 200)
  await s.gives(
    'GetObject of what it put',
    s3.send(new GetObjectCommand({ Bucket, Key: 'presigned' })),
    textOf,
    'by URL',
  )
  const old = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), {
    expiresIn: 60,
    signingDate: new Date(Date.now() - 3600000),
  })
  await s.gives(
    'a presigned GET that has expired',
    fetch(old),
    async (a) => [a.status, (await a.text()).includes('Request has expired')],
    [403, true],
  )
  await s.gives('a presigned GET used for a PUT', fetch(url, { method: 'PUT', body: 'x' }), (a) => a.status, 403)
}

async function remove(s, s3, Bucket) {
  await s.gives(
    'DeleteObject',
    s3.send(new DeleteObjectCommand({ Bucket, Key })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
  await s.gives(
    'DeleteObject of nothing',
    s3.send(new DeleteObjectCommand({ Bucket, Key })),
    (a) => a.$metadata.httpStatusCode,
    204,
  )
  await s.gives(
    'the waiter sees that it is gone',
    waitUntilObjectNotExists({ client: s3, maxWaitTime: 5, minDelay: 1 }, { Bucket, Key }),
    (a) => a.state,
    'SUCCESS',
  )
  await s.refuses('DeleteBucket that is not empty', s3.send(new DeleteBucketCommand({ Bucket })), 'BucketNotEmpty')
  const rest = await s.gives(
    'ListObjectsV2 of what is left',
    s3.send(new ListObjectsV2Command({ Bucket })),
    (a) => a.Contents.length,
    9,
  )
  const Objects = rest.Contents.map((o) => ({ Key: o.Key }))
  await s.gives(
    'DeleteObjects',
    s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...Objects, { Key: 'none' }] } })),
    (a) => [a.Deleted.length, a.Errors],
    [Objects.length + 1, undefined],
  )
  await s.gives('DeleteBucket', s3.send(new DeleteBucketCommand({ Bucket })), (a) => a.$metadata.httpStatusCode, 204)
  await s.refuses('HeadBucket of a missing bucket', s3.send(new HeadBucketCommand({ Bucket })), 'NotFound')
}

module.exports = async function objects(s) {
  const s3 = s.client('s3')
  const Bucket = `objects-${s.runId}`
  await s.gives('CreateBucket', s3.send(new CreateBucketCommand({ Bucket })), (a) => a.Location, `/${Bucket}`)
  await s.refuses(
    'CreateBucket with a bad name',
    s3.send(new CreateBucketCommand({ Bucket: 'Bad_Name' })),
    'InvalidBucketName',
  )
  await s.gives(
    'the waiter sees the bucket',
    waitUntilBucketExists({ client: s3, maxWaitTime: 5, minDelay: 1 }, { Bucket }),
    (a) => a.state,
    'SUCCESS',
  )
  await s.gives(
    'HeadBucket',
    s3.send(new HeadBucketCommand({ Bucket })),
    (a) => a.BucketRegion,
    process.env.AWS_DEFAULT_REGION || 'us-east-1',
  )
  await s.gives(
    'GetBucketLocation',
    s3.send(new GetBucketLocationCommand({ Bucket })),
    (a) => a.LocationConstraint,
    undefined,
  )
  await s.gives(
    'ListBuckets',
    s3.send(new ListBucketsCommand({})),
    (a) => a.Buckets.some((b) => b.Name === Bucket),
    true,
  )
  await reads(s, s3, Bucket)
  await writes(s, s3, Bucket)
  await listings(s, s3, Bucket)
  await presigned(s, s3, Bucket)
  await remove(s, s3, Bucket)
  await s.refuses(
    'a wrong secret',
    s.client('s3', { credentials: { ...root, secretAccessKey: 'wrong' } }).send(new ListBucketsCommand({})),
    'SignatureDoesNotMatch',
  )
  await s.refuses(
    'an unknown key id',
    s
      .client('s3', { credentials: { accessKeyId: 'AKIDUNKNOWN0000000', secretAccessKey: 'x' } })
      .send(new ListBucketsCommand({})),
    'InvalidAccessKeyId',
  )
}
