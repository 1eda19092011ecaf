// KMS: keys, aliases, encryption, data keys and the states of a key.
'use strict'
const { load, root } = require('./scenario.js')
const {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} = load('client-kms')

const Plaintext = Buffer.from('a secret')
const EncryptionContext = { tenant: 'acme', table: 'orders' }
const missing = '00000000-0000-4000-8000-000000000000'
const textOf = (a) => Buffer.from(a.Plaintext).toString()

async function encryption(s, kms, first, second, alias) {
  const encrypt = (KeyId, more) => kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext, ...more }))
  const decrypt = (CiphertextBlob, more) => kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...more }))
  const blobs = []
  for (const KeyId of [first.KeyId, first.Arn, alias, first.Arn.replace(/key\/.*/, alias)]) {
    const sealed = await s.gives(
      `Encrypt by ${KeyId.replace(/[0-9a-f-]{36}/, 'an id')}`,
      encrypt(KeyId),
      (a) => [a.KeyId, a.EncryptionAlgorithm],
      [first.Arn, 'SYMMETRIC_DEFAULT'],
    )
    blobs.push(sealed.CiphertextBlob)
  }
  s.is('ciphertexts differ from call to call', new Set(blobs.map((blob) => Buffer.from(blob).toString('hex'))).size, 4)
  await s.gives('Decrypt', decrypt(blobs[0]), (a) => [textOf(a), a.KeyId, a.EncryptionAlgorithm], [
    'a secret',
    first.Arn,
    'SYMMETRIC_DEFAULT',
  ])
  await s.gives(
    'Decrypt with the context in another order',
    decrypt(blobs[1], { EncryptionContext: { table: 'orders', tenant: 'acme' } }),
    textOf,
    'a secret',
  )
  await s.gives('Decrypt by a named key', decrypt(blobs[2], { KeyId: alias }), textOf, 'a secret')
  await s.refuses(
    'Decrypt with another context',
    decrypt(blobs[0], { EncryptionContext: { tenant: 'other' } }),
    'InvalidCiphertextException',
  )
  await s.refuses(
    'Decrypt without the context',
    decrypt(blobs[0], { EncryptionContext: undefined }),
    'InvalidCiphertextException',
  )
  await s.refuses('Decrypt by another key', decrypt(blobs[0], { KeyId: second.KeyId }), 'IncorrectKeyException')
  await s.refuses(
    'Decrypt of what is no ciphertext',
    decrypt(Buffer.from('no ciphertext at all')),
    'InvalidCiphertextException',
  )
  const changed = Uint8Array.from(blobs[0])
  changed[changed.length - 1] ^= 1
  await s.refuses('Decrypt of a changed ciphertext', decrypt(changed), 'InvalidCiphertextException')
  await s.refuses(
    'Encrypt of 4097 bytes',
    encrypt(alias, { Plaintext: Buffer.alloc(4097) }),
    'ValidationException',
    'plaintext',
  )
  await s.refuses(
    'Encrypt of nothing',
    encrypt(alias, { Plaintext: Buffer.alloc(0) }),
    'ValidationException',
    'plaintext',
  )
  await s.refuses('Encrypt by a missing key', encrypt(missing), 'NotFoundException', 'does not exist')
  await s.refuses('Encrypt by a missing alias', encrypt('alias/none'), 'NotFoundException', 'is not found')
  const again = await s.gives(
    'ReEncrypt',
    kms.send(
      new ReEncryptCommand({
        CiphertextBlob: blobs[0],
        SourceEncryptionContext: EncryptionContext,
        DestinationKeyId: second.KeyId,
        DestinationEncryptionContext: { new: 'context' },
      }),
    ),
    (a) => [a.SourceKeyId, a.KeyId],
    [first.Arn, second.Arn],
  )
  await s.gives(
    'Decrypt of that',
    decrypt(again.CiphertextBlob, { EncryptionContext: { new: 'context' } }),
    (a) => [textOf(a), a.KeyId],
    ['a secret', second.Arn],
  )
  await s.refuses(
    'ReEncrypt with another context',
    kms.send(new ReEncryptCommand({ CiphertextBlob: blobs[0], DestinationKeyId: second.KeyId })),
    'InvalidCiphertextException',
  )
}

async function dataKeys(s, kms, first) {
  const generate = (more) => kms.send(new GenerateDataKeyCommand({ KeyId: first.KeyId, EncryptionContext, ...more }))
  const open = (CiphertextBlob) => kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
  for (const [what, length] of [
    [{ KeySpec: 'AES_256' }, 32],
    [{ KeySpec: 'AES_128' }, 16],
    [{ NumberOfBytes: 1024 }, 1024],
  ]) {
    const made = await s.gives(
      `GenerateDataKey of ${length} bytes`,
      generate(what),
      (a) => [a.Plaintext.length, a.KeyId],
      [length, first.Arn],
    )
    await s.gives(
      `Decrypt of a data key of ${length} bytes`,
      open(made.CiphertextBlob),
      (a) => Buffer.compare(a.Plaintext, made.Plaintext),
      0,
    )
  }
  await s.refuses('GenerateDataKey without a size', generate({}), 'ValidationException', 'number of bytes or key spec')
  await s.refuses(
    'GenerateDataKey with two sizes',
    generate({ KeySpec: 'AES_256', NumberOfBytes: 32 }),
    'ValidationException',
    'number of bytes or key spec',
  )
  await s.refuses('GenerateDataKey of 1025 bytes', generate({ NumberOfBytes: 1025 }), 'ValidationException')
  const sealed = await s.gives(
    'GenerateDataKeyWithoutPlaintext',
    kms.send(
      new GenerateDataKeyWithoutPlaintextCommand({
        KeyId: first.Arn,
        KeySpec: 'AES_256',
        EncryptionContext,
      }),
    ),
    (a) => [a.Plaintext, a.KeyId],
    [undefined, first.Arn],
  )
  await s.gives('Decrypt of the data key without plaintext', open(sealed.CiphertextBlob), (a) => a.Plaintext.length, 32)
  await s.gives(
    'GenerateRandom',
    kms.send(new GenerateRandomCommand({ NumberOfBytes: 24 })),
    (a) => a.Plaintext.length,
    24,
  )
}

async function states(s, kms, { KeyId, Arn }) {
  const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext }))
  const stateOf = (state) =>
    s.gives(`DescribeKey: ${state}`, kms.send(new DescribeKeyCommand({ KeyId })), (a) => a.KeyMetadata.KeyState, state)
  const done = (a) => a.$metadata.httpStatusCode
  const before = await s.gives('Encrypt by an enabled key', encrypt(), (a) => a.KeyId, Arn)
  await s.gives('DisableKey', kms.send(new DisableKeyCommand({ KeyId })), done, 200)
  await stateOf('Disabled')
  await s.refuses('Encrypt by a disabled key', encrypt(), 'DisabledException', `${Arn} is disabled`)
  await s.refuses(
    'Decrypt by a disabled key',
    kms.send(new DecryptCommand({ CiphertextBlob: before.CiphertextBlob })),
    'DisabledException',
  )
  await s.gives('EnableKey', kms.send(new EnableKeyCommand({ KeyId })), done, 200)
  await s.gives(
    'Decrypt by the enabled key',
    kms.send(new DecryptCommand({ CiphertextBlob: before.CiphertextBlob })),
    textOf,
    'a secret',
  )
  await s.refuses(
    'ScheduleKeyDeletion in one day',
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 1 })),
    'ValidationException',
  )
  await s.gives(
    'ScheduleKeyDeletion',
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
    (a) => [a.KeyId, a.KeyState, Math.round((a.DeletionDate - Date.now()) / 86400000)],
    [Arn, 'PendingDeletion', 7],
  )
  await stateOf('PendingDeletion')
  await s.refuses('Encrypt by a key that will be deleted', encrypt(), 'KMSInvalidStateException', 'is pending deletion')
  await s.refuses(
    'EnableKey that will be deleted',
    kms.send(new EnableKeyCommand({ KeyId })),
    'KMSInvalidStateException',
  )
  await s.gives('CancelKeyDeletion', kms.send(new CancelKeyDeletionCommand({ KeyId })), (a) => a.KeyId, Arn)
  await stateOf('Disabled')
}

module.exports = async function keys(s) {
  const kms = s.client('kms')
  const AliasName = `alias/scenario-${s.runId}`
  const made = []
  for (const Description of ['first', 'second']) {
    const { KeyMetadata } = await s.gives(
      `CreateKey, the ${Description}`,
      kms.send(new CreateKeyCommand({ Description })),
      (a) => [
        a.KeyMetadata.Description,
        a.KeyMetadata.Enabled,
        a.KeyMetadata.KeySpec,
        a.KeyMetadata.Arn.endsWith(`key/${a.KeyMetadata.KeyId}`),
      ],
      [Description, true, 'SYMMETRIC_DEFAULT', true],
    )
    made.push(KeyMetadata)
  }
  const [first, second] = made
  const alias = (TargetKeyId, name = AliasName) => ({ AliasName: name, TargetKeyId })
  await s.gives(
    'CreateAlias',
    kms.send(new CreateAliasCommand(alias(second.KeyId))),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.refuses('CreateAlias twice', kms.send(new CreateAliasCommand(alias(first.KeyId))), 'AlreadyExistsException')
  await s.refuses(
    'CreateAlias of AWS',
    kms.send(new CreateAliasCommand(alias(first.KeyId, 'alias/aws/mine'))),
    'NotAuthorizedException',
  )
  await s.gives(
    'UpdateAlias',
    kms.send(new UpdateAliasCommand(alias(first.KeyId))),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await s.gives(
    'DescribeKey by the alias',
    kms.send(new DescribeKeyCommand({ KeyId: AliasName })),
    (a) => a.KeyMetadata.KeyId,
    first.KeyId,
  )
  await s.gives(
    'ListAliases of a key',
    kms.send(new ListAliasesCommand({ KeyId: first.KeyId })),
    (a) => a.Aliases.map((x) => [x.AliasName, x.TargetKeyId]),
    [[AliasName, first.KeyId]],
  )
  await s.gives(
    'ListKeys',
    kms.send(new ListKeysCommand({})),
    (a) => made.every((m) => a.Keys.some((k) => k.KeyArn === m.Arn)),
    true,
  )
  const page = await s.gives(
    'ListKeys, one',
    kms.send(new ListKeysCommand({ Limit: 1 })),
    (a) => [a.Keys.length, a.Truncated],
    [1, true],
  )
  await s.gives(
    'ListKeys, the next',
    kms.send(new ListKeysCommand({ Limit: 1, Marker: page.NextMarker })),
    (a) => a.Keys.length === 1 && a.Keys[0].KeyId !== page.Keys[0].KeyId,
    true,
  )
  await encryption(s, kms, first, second, AliasName)
  await dataKeys(s, kms, first)
  await states(s, kms, second)
  await s.gives('DeleteAlias', kms.send(new DeleteAliasCommand({ AliasName })), (a) => a.$metadata.httpStatusCode, 200)
  await s.refuses('DeleteAlias twice', kms.send(new DeleteAliasCommand({ AliasName })), 'NotFoundException')
  await s.refuses(
    'DescribeKey of a missing key',
    kms.send(new DescribeKeyCommand({ KeyId: missing })),
    'NotFoundException',
  )
  await s.refuses(
    'a wrong secret',
    s.client('kms', { credentials: { ...root, secretAccessKey: 'wrong' } }).send(new ListKeysCommand({})),
    'InvalidSignatureException',
  )
}
