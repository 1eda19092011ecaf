// DynamoDB: batches and transactions.
'use strict'
const { load } = require('./scenario.js')
const {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} = load('client-dynamodb')

const key = (pk) => ({ pk: { S: pk } })
const item = (pk, n) => ({ ...key(pk), n: { N: String(n) } })

async function batches(s, db, TableName) {
  const write = (requests) => db.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }))
  const read = (Keys, more) => db.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ...more } } }))
  const put = (pk, n) => ({ PutRequest: { Item: item(pk, n) } })
  const many = Array.from({ length: 26 }, (_, n) => put(`m${n}`, n))
  await s.gives('BatchWriteItem of 25 items', write(many.slice(0, 25)), (a) => a.UnprocessedItems, {})
  await s.refuses('BatchWriteItem of 26 items', write(many), 'ValidationException', 'less than or equal to 25')
  await s.refuses(
    'BatchWriteItem of one item twice',
    write([put('x', 1), put('x', 2)]),
    'ValidationException',
    'duplicates',
  )
  await s.refuses(
    'BatchWriteItem of nothing',
    db.send(new BatchWriteItemCommand({ RequestItems: {} })),
    'ValidationException',
  )
  await s.gives(
    'BatchWriteItem that puts and deletes',
    write([put('x', 1), { DeleteRequest: { Key: key('m0') } }]),
    (a) => a.UnprocessedItems,
    {},
  )
  await s.gives(
    'BatchGetItem',
    read([key('x'), key('m0'), key('m1')]),
    (a) => [a.Responses[TableName].map((i) => i.pk.S).sort(), a.UnprocessedKeys],
    [['m1', 'x'], {}],
  )
  await s.gives(
    'BatchGetItem of one attribute',
    read([key('x')], { ProjectionExpression: 'n', ConsistentRead: true }),
    (a) => a.Responses[TableName],
    [{ n: { N: '1' } }],
  )
  await s.refuses('BatchGetItem of one key twice', read([key('x'), key('x')]), 'ValidationException', 'duplicates')
  await s.refuses(
    'BatchGetItem of 101 keys',
    read(Array.from({ length: 101 }, (_, n) => key(`k${n}`))),
    'ValidationException',
    '100',
  )
  await s.refuses(
    'BatchGetItem of a missing table',
    db.send(new BatchGetItemCommand({ RequestItems: { nowhere: { Keys: [key('x')] } } })),
    'ResourceNotFoundException',
  )
}

async function writes(s, db, TableName) {
  const write = (TransactItems, ClientRequestToken) =>
    db.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }))
  const put = (pk, n, more) => ({ Put: { TableName, Item: item(pk, n), ...more } })
  const add = (pk) => ({
    Update: {
      TableName,
      Key: key(pk),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  })
  const numberOf = (pk, n) =>
    s.gives(
      `GetItem gives ${pk} = ${n}`,
      db.send(new GetItemCommand({ TableName, Key: key(pk) })),
      (a) => a.Item?.n.N,
      n,
    )
  await s.gives(
    'TransactWriteItems with each kind of action',
    write([
      put('t1', 1),
      add('t2'),
      { Delete: { TableName, Key: key('m1') } },
      { ConditionCheck: { TableName, Key: key('m2'), ConditionExpression: 'attribute_exists(pk)' } },
    ]),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await numberOf('t1', '1')
  await numberOf('t2', '1')
  await numberOf('m1', undefined)
  const cancelled = await s.refuses(
    'TransactWriteItems with conditions that fail',
    write([
      put('t3', 3),
      put('t1', 9, { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      { ConditionCheck: { TableName, Key: key('t2'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ]),
    'TransactionCanceledException',
    '[None, ConditionalCheckFailed, ConditionalCheckFailed]',
  )
  s.is('the reasons are in order, with the old item where it was asked for', cancelled.CancellationReasons, [
    { Code: 'None' },
    { Code: 'ConditionalCheckFailed', Item: item('t1', 1), Message: 'The conditional request failed' },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
  ])
  await numberOf('t3', undefined)
  const token = `token-${s.runId}`
  await s.gives('TransactWriteItems with a token', write([add('t2')], token), (a) => a.$metadata.httpStatusCode, 200)
  await s.gives(
    'TransactWriteItems with the token again',
    write([add('t2')], token),
    (a) => a.$metadata.httpStatusCode,
    200,
  )
  await numberOf('t2', '2')
  await s.refuses(
    'TransactWriteItems with the token and something else',
    write([add('t1')], token),
    'IdempotentParameterMismatchException',
  )
  await s.refuses(
    'TransactWriteItems of one item twice',
    write([add('t2'), { Delete: { TableName, Key: key('t2') } }]),
    'ValidationException',
    'multiple operations on one item',
  )
  await s.refuses(
    'TransactWriteItems of 101 actions',
    write(Array.from({ length: 101 }, (_, n) => put(`z${n}`, n))),
    'ValidationException',
    '100',
  )
  await s.refuses(
    'TransactWriteItems of a missing table',
    write([{ Delete: { TableName: 'nowhere', Key: key('x') } }]),
    'ResourceNotFoundException',
  )
}

async function reads(s, db, TableName) {
  const read = (...gets) =>
    db.send(new TransactGetItemsCommand({ TransactItems: gets.map((Get) => ({ Get: { TableName, ...Get } })) }))
  await s.gives(
    'TransactGetItems',
    read({ Key: key('t1') }, { Key: key('none') }, { Key: key('t2'), ProjectionExpression: 'n' }),
    (a) => a.Responses,
    [{ Item: item('t1', 1) }, {}, { Item: { n: { N: '2' } } }],
  )
  await s.refuses(
    'TransactGetItems of one item twice',
    read({ Key: key('t1') }, { Key: key('t1') }),
    'ValidationException',
    'multiple operations on one item',
  )
  await s.refuses(
    'TransactGetItems of a missing table',
    read({ TableName: 'nowhere', Key: key('t1') }),
    'ResourceNotFoundException',
  )
}

module.exports = async function (s) {
  const db = s.client('dynamodb')
  const TableName = `batches-${s.runId}`
  await s.gives(
    'CreateTable for batches',
    db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    ),
    (a) => a.TableDescription.ItemCount,
    0,
  )
  await batches(s, db, TableName)
  await writes(s, db, TableName)
  await reads(s, db, TableName)
  await s.gives(
    'DeleteTable of batches',
    db.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableName,
    TableName,
  )
}
