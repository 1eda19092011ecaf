// DynamoDB: items of every type, written and read back, with every kind of returned value.
'use strict'
const { load } = require('./scenario.js')
const { CreateTableCommand, DeleteItemCommand, DeleteTableCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } =
  load('client-dynamodb')

const everyType = {
  pk: { S: 'every' },
  text: { S: 'grün ☃ "quoted"\n\u0001 𝄞' },
  empty: { S: '' },
  integer: { N: '12345678901234567890123456789012345678' },
  fraction: { N: '-0.0000012345678901234567890123456789012345678' },
  largest: { N: '9.9999999999999999999999999999999999999E+125' },
  smallest: { N: '-1E-130' },
  raw: { B: Uint8Array.from([0, 255, 128]) },
  nothing: { B: new Uint8Array(0) },
  yes: { BOOL: true },
  no: { BOOL: false },
  none: { NULL: true },
  list: { L: [{ S: 'a' }, { N: '1' }, { L: [] }, { M: {} }] },
  map: { M: { 'a.b': { M: { c: { L: [{ NULL: true }] } } }, d: { S: 'd' } } },
  texts: { SS: ['x', 'y'] },
  numbers: { NS: ['1', '2.5'] },
  blobs: { BS: [Uint8Array.from([1]), Uint8Array.from([2])] },
}
// What DynamoDB gives for it: numbers without exponents and superfluous zeros.
const asStored = {
  ...everyType,
  largest: { N: '9'.repeat(38) + '0'.repeat(88) },
  smallest: { N: `-0.${'0'.repeat(129)}1` },
}

const key = { pk: { S: 'k' } }

function sorted(item) {
  const copy = { ...item }
  for (const [name, value] of Object.entries(copy)) {
    if (value.SS) copy[name] = { SS: [...value.SS].sort() }
    if (value.NS) copy[name] = { NS: [...value.NS].sort() }
    if (value.BS) copy[name] = { BS: [...value.BS].sort((a, b) => a[0] - b[0]) }
  }
  return copy
}

async function numbers(s, db, TableName) {
  const put = (N) => db.send(new PutItemCommand({ TableName, Item: { pk: { S: 'n' }, n: { N } } }))
  const stored = [
    ['007', '7'],
    ['1.50', '1.5'],
    ['-0', '0'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['1E-3', '0.001'],
  ]
  for (const [sent, kept] of stored) {
    await s.gives(`PutItem with the number ${sent}`, put(sent), (a) => a.$metadata.httpStatusCode, 200)
    await s.gives(
      `GetItem gives ${kept}`,
      db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'n' } } })),
      (a) => a.Item.n.N,
      kept,
    )
  }
  await s.refuses('39 digits', put('1'.repeat(39)), 'ValidationException', 'more than 38 significant digits')
  await s.refuses('a number too large', put('1E126'), 'ValidationException', 'Number overflow')
  await s.refuses('a number too small', put('1E-131'), 'ValidationException', 'Number underflow')
  await s.refuses('no number', put('one'), 'ValidationException', 'cannot be converted to a numeric value')
}

async function refusals(s, db, TableName) {
  const put = (Item) => db.send(new PutItemCommand({ TableName, Item }))
  await s.refuses('a key of another type', put({ pk: { N: '1' } }), 'ValidationException', 'Type mismatch for key pk')
  await s.refuses('no key', put({ a: { N: '1' } }), 'ValidationException', 'Missing the key pk in the item')
  await s.refuses('an empty key', put({ pk: { S: '' } }), 'ValidationException', 'empty string value')
  await s.refuses('an empty set', put({ ...key, x: { SS: [] } }), 'ValidationException', 'may not be empty')
  await s.refuses(
    'a set with duplicates',
    put({ ...key, x: { NS: ['1', '1.0'] } }),
    'ValidationException',
    'contains duplicates',
  )
  await s.refuses(
    'an item of more than 400 KB',
    put({ ...key, x: { S: 'x'.repeat(409600) } }),
    'ValidationException',
    'Item size has exceeded the maximum allowed size',
  )
  await s.refuses(
    'a key that does not fit',
    db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } })),
    'ValidationException',
    'does not match the schema',
  )
  await s.refuses(
    'an item of a missing table',
    db.send(new PutItemCommand({ TableName: 'nowhere', Item: key })),
    'ResourceNotFoundException',
  )
}

async function returnedValues(s, db, TableName) {
  const put = (n, ReturnValues) =>
    db.send(new PutItemCommand({ TableName, Item: { ...key, n: { N: n } }, ReturnValues }))
  await s.gives('PutItem of a new item, ALL_OLD', put('1', 'ALL_OLD'), (a) => a.Attributes, undefined)
  await s.gives('PutItem over it, ALL_OLD', put('2', 'ALL_OLD'), (a) => a.Attributes, { ...key, n: { N: '1' } })
  await s.gives('PutItem over it, NONE', put('3', 'NONE'), (a) => a.Attributes, undefined)
  await s.refuses('PutItem, ALL_NEW', put('4', 'ALL_NEW'), 'ValidationException')
  const update = (ReturnValues) =>
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        UpdateExpression: 'SET n = n + :one, m.x[1] = :one ADD c :one REMOVE gone',
        ExpressionAttributeValues: { ':one': { N: '1' } },
        ReturnValues,
      }),
    )
  const set = (Item) =>
    s.gives('PutItem to be updated', db.send(new PutItemCommand({ TableName, Item })), (a) => a.$metadata.attempts, 1)
  const before = {
    ...key,
    n: { N: '5' },
    m: { M: { x: { L: [{ N: '0' }, { N: '0' }] } } },
    gone: { S: 'g' },
    rest: { S: 'r' },
  }
  const after = {
    ...key,
    n: { N: '6' },
    m: { M: { x: { L: [{ N: '0' }, { N: '1' }] } } },
    c: { N: '1' },
    rest: { S: 'r' },
  }
  const expected = {
    NONE: undefined,
    ALL_OLD: before,
    ALL_NEW: after,
    UPDATED_OLD: { n: { N: '5' }, m: { M: { x: { L: [{ N: '0' }] } } }, gone: { S: 'g' } },
    UPDATED_NEW: { n: { N: '6' }, m: { M: { x: { L: [{ N: '1' }] } } }, c: { N: '1' } },
  }
  for (const [returned, attributes] of Object.entries(expected)) {
    await set(before)
    await s.gives(`UpdateItem, ${returned}`, update(returned), (a) => a.Attributes, attributes)
  }
  const remove = (ReturnValues) => db.send(new DeleteItemCommand({ TableName, Key: key, ReturnValues }))
  await s.gives('DeleteItem, ALL_OLD', remove('ALL_OLD'), (a) => a.Attributes, after)
  await s.gives('DeleteItem of nothing, ALL_OLD', remove('ALL_OLD'), (a) => a.Attributes, undefined)
  await s.refuses('DeleteItem, UPDATED_OLD', remove('UPDATED_OLD'), 'ValidationException')
}

module.exports = async function items(s) {
  const db = s.client('dynamodb')
  const TableName = `items-${s.runId}`
  await s.gives(
    'CreateTable for items',
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
  await s.gives(
    'PutItem of every type',
    db.send(new PutItemCommand({ TableName, Item: everyType, ReturnConsumedCapacity: 'TOTAL' })),
    (a) => a.ConsumedCapacity,
    { CapacityUnits: 1, TableName },
  )
  await s.gives(
    'GetItem gives every type back',
    db.send(
      new GetItemCommand({
        TableName,
        Key: { pk: { S: 'every' } },
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    ),
    (a) => [sorted(a.Item), a.ConsumedCapacity],
    [asStored, { CapacityUnits: 1, TableName }],
  )
  await s.gives(
    'GetItem of paths',
    db.send(
      new GetItemCommand({
        TableName,
        Key: { pk: { S: 'every' } },
        ProjectionExpression: '#m.#ab.c[0], #l[1], yes, nowhere',
        ExpressionAttributeNames: { '#m': 'map', '#ab': 'a.b', '#l': 'list' },
      }),
    ),
    (a) => a.Item,
    { map: { M: { 'a.b': { M: { c: { L: [{ NULL: true }] } } } } }, list: { L: [{ N: '1' }] }, yes: { BOOL: true } },
  )
  await s.gives(
    'GetItem of a missing item',
    db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'none' } } })),
    (a) => a.Item,
    undefined,
  )
  await numbers(s, db, TableName)
  await refusals(s, db, TableName)
  await returnedValues(s, db, TableName)
  await s.gives(
    'DeleteTable of items',
    db.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableName,
    TableName,
  )
}
