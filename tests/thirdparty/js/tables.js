// DynamoDB: tables, their indexes and their time to live.
'use strict'
const { load } = require('./scenario.js')
const {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  paginateListTables,
  waitUntilTableExists,
  waitUntilTableNotExists,
} = load('client-dynamodb')

const attribute = (AttributeName, AttributeType) => ({ AttributeName, AttributeType })
const key = (hash, range) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' }] : []),
]

function orders(TableName) {
  return {
    TableName,
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    KeySchema: key('pk', 'sk'),
    AttributeDefinitions: [attribute('pk', 'S'), attribute('sk', 'N'), attribute('day', 'S'), attribute('sum', 'N')],
    LocalSecondaryIndexes: [
      { IndexName: 'by-day', KeySchema: key('pk', 'day'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-sum',
        KeySchema: key('day', 'sum'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      },
    ],
  }
}

const small = (TableName) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: key('pk'),
  AttributeDefinitions: [attribute('pk', 'S')],
})

async function changes(s, db, TableName) {
  const update = (changed) => db.send(new UpdateTableCommand({ TableName, ...changed }))
  await s.gives(
    'UpdateTable changes the throughput',
    update({ ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 8 } }),
    (a) => a.TableDescription.TableName,
    TableName,
  )
  await s.gives(
    'DescribeTable gives the new throughput',
    db.send(new DescribeTableCommand({ TableName })),
    (a) => [a.Table.ProvisionedThroughput.ReadCapacityUnits, a.Table.ProvisionedThroughput.WriteCapacityUnits],
    [7, 8],
  )
  await s.refuses(
    'UpdateTable to the same throughput',
    update({ ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 8 } }),
    'ValidationException',
    'The provisioned throughput for the table will not change',
  )
  await s.refuses('UpdateTable with nothing to change', update({}), 'ValidationException', 'At least one of')
  const index = {
    IndexName: 'by-name',
    KeySchema: key('name'),
    Projection: { ProjectionType: 'ALL' },
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  }
  await s.gives(
    'UpdateTable makes an index',
    update({ AttributeDefinitions: [attribute('name', 'S')], GlobalSecondaryIndexUpdates: [{ Create: index }] }),
    (a) => a.TableDescription.GlobalSecondaryIndexes.map((i) => i.IndexName).sort(),
    ['by-name', 'by-sum'],
  )
  await s.refuses(
    'UpdateTable deletes an index that is not there',
    update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-moon' } }] }),
    'ResourceNotFoundException',
  )
  await s.gives(
    'UpdateTable deletes the index',
    update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-name' } }] }),
    (a) => a.TableDescription.TableName,
    TableName,
  )
  await s.gives(
    'DescribeTable no longer has it',
    db.send(new DescribeTableCommand({ TableName })),
    (a) => a.Table.GlobalSecondaryIndexes.map((i) => i.IndexName),
    ['by-sum'],
  )
  await s.gives(
    'UpdateTable protects from deletion',
    update({ DeletionProtectionEnabled: true }),
    (a) => a.TableDescription.DeletionProtectionEnabled,
    true,
  )
  await s.refuses(
    'DeleteTable of a protected table',
    db.send(new DeleteTableCommand({ TableName })),
    'ValidationException',
    'deletion',
  )
  await s.gives(
    'UpdateTable no longer protects',
    update({ DeletionProtectionEnabled: false }),
    (a) => a.TableDescription.DeletionProtectionEnabled,
    false,
  )
}

async function timeToLive(s, db, TableName) {
  const update = (Enabled, AttributeName = 'until') =>
    db.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }))
  const describe = () => db.send(new DescribeTimeToLiveCommand({ TableName }))
  await s.gives('DescribeTimeToLive of a new table', describe(), (a) => a.TimeToLiveDescription, {
    TimeToLiveStatus: 'DISABLED',
  })
  await s.gives('UpdateTimeToLive', update(true), (a) => a.TimeToLiveSpecification, {
    AttributeName: 'until',
    Enabled: true,
  })
  await s.gives('DescribeTimeToLive gives the attribute', describe(), (a) => a.TimeToLiveDescription, {
    AttributeName: 'until',
    TimeToLiveStatus: 'ENABLED',
  })
  await s.refuses('UpdateTimeToLive twice', update(true), 'ValidationException', 'TimeToLive is already enabled')
  await s.refuses(
    'UpdateTimeToLive of a missing table',
    db.send(
      new UpdateTimeToLiveCommand({
        TableName: `nowhere-${s.runId}`,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
      }),
    ),
    'ResourceNotFoundException',
  )
}

module.exports = async function tables(s) {
  const db = s.client('dynamodb')
  const TableName = `orders-${s.runId}`
  await s.gives(
    'CreateTable with both kinds of index',
    db.send(new CreateTableCommand(orders(TableName))),
    (a) => [
      a.TableDescription.TableArn.endsWith(`:table/${TableName}`),
      a.TableDescription.ItemCount,
      a.TableDescription.LocalSecondaryIndexes[0].IndexName,
      a.TableDescription.GlobalSecondaryIndexes[0].Projection,
    ],
    [true, 0, 'by-day', { NonKeyAttributes: ['name'], ProjectionType: 'INCLUDE' }],
  )
  await s.gives(
    'the waiter sees the table',
    waitUntilTableExists({ client: db, maxWaitTime: 10, minDelay: 1 }, { TableName }),
    (a) => a.state,
    'SUCCESS',
  )
  await s.gives(
    'DescribeTable',
    db.send(new DescribeTableCommand({ TableName })),
    (a) => [
      a.Table.TableStatus,
      a.Table.KeySchema,
      a.Table.CreationDateTime instanceof Date,
      a.Table.GlobalSecondaryIndexes[0].IndexStatus,
    ],
    ['ACTIVE', key('pk', 'sk'), true, 'ACTIVE'],
  )
  await s.refuses('CreateTable twice', db.send(new CreateTableCommand(orders(TableName))), 'ResourceInUseException')
  await s.refuses(
    'CreateTable without the definition of a key',
    db.send(new CreateTableCommand({ ...small(`t-${s.runId}`), KeySchema: key('other') })),
    'ValidationException',
  )
  await s.refuses(
    'CreateTable with a bad name',
    db.send(new CreateTableCommand(small('no spaces'))),
    'ValidationException',
    'failed to satisfy constraint',
  )
  await changes(s, db, TableName)
  await timeToLive(s, db, TableName)

  const names = [1, 2, 3, 4, 5].map((n) => `page-${s.runId}-${n}`)
  for (const name of names) {
    await s.gives(
      `CreateTable ${name.slice(-1)} of 5`,
      db.send(new CreateTableCommand(small(name))),
      (a) => a.TableDescription.BillingModeSummary.BillingMode,
      'PAY_PER_REQUEST',
    )
  }
  await s.gives(
    'ListTables after a name, two at a time',
    db.send(new ListTablesCommand({ ExclusiveStartTableName: names[0], Limit: 2 })),
    (a) => [a.TableNames, a.LastEvaluatedTableName],
    [names.slice(1, 3), names[2]],
  )
  const found = []
  for await (const page of paginateListTables({ client: db, pageSize: 2 }, {})) found.push(...page.TableNames)
  s.is('ListTables page by page gives every table, in order', found, [TableName, ...names].sort())
  for (const name of names) {
    await s.gives(
      `DeleteTable ${name.slice(-1)} of 5`,
      db.send(new DeleteTableCommand({ TableName: name })),
      (a) => a.TableDescription.TableName,
      name,
    )
  }
  await s.gives(
    'DeleteTable',
    db.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableStatus,
    'DELETING',
  )
  await s.gives(
    'the waiter sees that it is gone',
    waitUntilTableNotExists({ client: db, maxWaitTime: 10, minDelay: 1 }, { TableName }),
    (a) => a.state,
    'SUCCESS',
  )
  await s.refuses(
    'DescribeTable of a missing table',
    db.send(new DescribeTableCommand({ TableName })),
    'ResourceNotFoundException',
  )
  await s.refuses(
    'DeleteTable of a missing table',
    db.send(new DeleteTableCommand({ TableName })),
    'ResourceNotFoundException',
  )

  const wrong = { accessKeyId: 'AKIDUNKNOWN0000000', secretAccessKey: 'x' }
  const { root } = require('./scenario.js')
  await s.refuses(
    'a wrong secret',
    s.client('dynamodb', { credentials: { ...root, secretAccessKey: 'wrong' } }).send(new ListTablesCommand({})),
    'InvalidSignatureException',
  )
  await s.refuses(
    'an unknown key id',
    s.client('dynamodb', { credentials: wrong }).send(new ListTablesCommand({})),
    'UnrecognizedClientException',
  )
  await s.refuses(
    'another region',
    s.client('dynamodb', { region: 'eu-north-1' }).send(new ListTablesCommand({})),
    'InvalidSignatureException',
  )
}
