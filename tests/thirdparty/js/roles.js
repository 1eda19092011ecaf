// STS: roles, and what their credentials are good for.
'use strict'
const { load, root } = require('./scenario.js')
const { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, GetSessionTokenCommand } =
  load('client-sts')
const { ListTablesCommand } = load('client-dynamodb')
const { ListBucketsCommand } = load('client-s3')
const { ListKeysCommand } = load('client-kms')

module.exports = async function roles(s) {
  const sts = s.client('sts')
  const whoAmI = (credentials) => s.client('sts', { credentials }).send(new GetCallerIdentityCommand({}))
  const credentialsOf = (a) => ({
    accessKeyId: a.Credentials.AccessKeyId,
    secretAccessKey: a.Credentials.SecretAccessKey,
    sessionToken: a.Credentials.SessionToken,
  })
  const me = await s.gives(
    'GetCallerIdentity',
    sts.send(new GetCallerIdentityCommand({})),
    (a) => a.Arn.endsWith(`::${a.Account}:root`),
    true,
  )
  const RoleArn = `arn:aws:iam::${me.Account}:role/path/worker`
  const assume = (more) => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'scenario', ...more }))
  const minutesLeft = (a) => Math.round((a.Credentials.Expiration - Date.now()) / 60000)
  const session = `arn:aws:sts::${me.Account}:assumed-role/worker/scenario`
  const assumed = await s.gives(
    'AssumeRole',
    assume({ DurationSeconds: 900, ExternalId: 'x-1' }),
    (a) => [a.AssumedRoleUser.Arn, minutesLeft(a)],
    [session, 15],
  )
  await s.gives('AssumeRole for the usual hour', assume(), minutesLeft, 60)
  const credentials = credentialsOf(assumed)
  await s.gives('GetCallerIdentity of the role', whoAmI(credentials), (a) => a.Arn, session)
  await s.gives(
    'the role lists tables',
    s.client('dynamodb', { credentials }).send(new ListTablesCommand({})),
    (a) => Array.isArray(a.TableNames),
    true,
  )
  await s.gives(
    'the role lists buckets',
    s.client('s3', { credentials }).send(new ListBucketsCommand({})),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.gives(
    'the role lists keys',
    s.client('kms', { credentials }).send(new ListKeysCommand({})),
    (a) => Array.isArray(a.Keys),
    true,
  )
  const other = { ...credentials, sessionToken: 'another' }
  await s.refuses('another session token, STS', whoAmI(other), 'InvalidClientTokenId')
  await s.refuses(
    'another session token, DynamoDB',
    s.client('dynamodb', { credentials: other }).send(new ListTablesCommand({})),
    'UnrecognizedClientException',
  )
  await s.refuses(
    'another session token, S3',
    s.client('s3', { credentials: other }).send(new ListBucketsCommand({})),
    'InvalidToken',
  )
  await s.refuses(
    'another session token, KMS',
    s.client('kms', { credentials: other }).send(new ListKeysCommand({})),
    'UnrecognizedClientException',
  )
  await s.refuses(
    'the secret of the root user',
    whoAmI({ ...credentials, secretAccessKey: root.secretAccessKey }),
    'SignatureDoesNotMatch',
  )
  await s.refuses('a wrong secret', whoAmI({ ...root, secretAccessKey: 'wrong' }), 'SignatureDoesNotMatch')
  await s.refuses(
    'an unknown key id',
    whoAmI({ accessKeyId: 'AKIDUNKNOWN0000000', secretAccessKey: 'x' }),
    'InvalidClientTokenId',
  )
  await s.refuses('AssumeRole for ten seconds', assume({ DurationSeconds: 10 }), 'ValidationError', 'durationSeconds')
  await s.refuses(
    'AssumeRole with a bad session name',
    assume({ RoleSessionName: 'no spaces' }),
    'ValidationError',
    'roleSessionName',
  )
  await s.refuses(
    'AssumeRole of another account',
    assume({ RoleArn: 'arn:aws:iam::999999999999:role/worker' }),
    'AccessDenied',
  )
  const temporary = await s.gives(
    'GetSessionToken',
    sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 })),
    minutesLeft,
    15,
  )
  await s.gives(
    'GetCallerIdentity by the session token',
    whoAmI(credentialsOf(temporary)),
    (a) => a.Account,
    me.Account,
  )
  const web = await s.gives(
    'AssumeRoleWithWebIdentity',
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn,
        RoleSessionName: 'web',
        WebIdentityToken: 'header.payload.signature',
      }),
    ),
    (a) => a.AssumedRoleUser.Arn,
    session.replace('scenario', 'web'),
  )
  await s.gives(
    'GetCallerIdentity of that role',
    whoAmI(credentialsOf(web)),
    (a) => a.Arn,
    session.replace('scenario', 'web'),
  )
}
