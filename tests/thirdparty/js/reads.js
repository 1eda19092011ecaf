// DynamoDB: Query and Scan over a table and its indexes.
'use strict'
const { load } = require('./scenario.js')
const {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  QueryCommand,
  ScanCommand,
  paginateQuery,
  paginateScan,
} = load('client-dynamodb')

const key = (hash, range) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
]
const numbersOf = (a) => a.Items.map((item) => Number(item.sk.N))
const upTo = (last) => Array.from({ length: last }, (_, n) => n + 1)

async function fill(s, db, TableName) {
  await s.gives(
    'CreateTable to read from',
    db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: key('pk', 'sk'),
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'N' },
          { AttributeName: 'day', AttributeType: 'S' },
        ],
        LocalSecondaryIndexes: [
          { IndexName: 'local', KeySchema: key('pk', 'day'), Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'global',
            KeySchema: key('day', 'sk'),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['even'] },
          },
        ],
      }),
    ),
    (a) => a.TableDescription.TableStatus === 'ACTIVE' || a.TableDescription.TableStatus === 'CREATING',
    true,
  )
  const items = ['a', 'b'].flatMap((pk) =>
    upTo(20).map((n) => ({
      pk: { S: pk },
      sk: { N: String(n) },
      even: { BOOL: n % 2 === 0 },
      text: { S: `text ${n}` },
      ...(n > 10 ? { day: { S: `day-${n % 3}` } } : {}),
    })),
  )
  for (const half of [items.slice(0, 20), items.slice(20)]) {
    await s.gives(
      'BatchWriteItem of 20 items',
      db.send(
        new BatchWriteItemCommand({
          RequestItems: { [TableName]: half.map((Item) => ({ PutRequest: { Item } })) },
        }),
      ),
      (a) => a.UnprocessedItems,
      {},
    )
  }
}

async function keyConditions(s, query) {
  const found = {
    'sk = :l': [3],
    'sk < :l': [1, 2],
    'sk <= :l': [1, 2, 3],
    'sk > :h': upTo(20).slice(6),
    'sk >= :h': upTo(20).slice(5),
    'sk BETWEEN :l AND :h': [3, 4, 5, 6],
  }
  for (const [text, numbers] of Object.entries(found)) {
    const values = {
      ':p': { S: 'a' },
      ...(text.includes(':l') ? { ':l': { N: '3' } } : {}),
      ...(text.includes(':h') ? { ':h': { N: '6' } } : {}),
    }
    await s.gives(
      `Query: ${text}`,
      query({ KeyConditionExpression: `pk = :p AND ${text}`, ExpressionAttributeValues: values }),
      numbersOf,
      numbers,
    )
  }
  const one = { ':p': { S: 'a' } }
  await s.refuses(
    'Query without the hash key',
    query({ KeyConditionExpression: 'sk = :p', ExpressionAttributeValues: { ':p': { N: '1' } } }),
    'ValidationException',
    'missed key schema element',
  )
  await s.refuses(
    'Query with a range of the hash key',
    query({ KeyConditionExpression: 'pk > :p', ExpressionAttributeValues: one }),
    'ValidationException',
    'key condition not supported',
  )
  await s.refuses(
    'Query with <> on the range key',
    query({ KeyConditionExpression: 'pk = :p AND sk <> :p', ExpressionAttributeValues: one }),
    'ValidationException',
  )
  await s.refuses(
    'Query with a filter on a key',
    query({
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'sk = :n',
      ExpressionAttributeValues: { ...one, ':n': { N: '1' } },
    }),
    'ValidationException',
    'non-primary key attributes',
  )
  await s.refuses(
    'Query of a missing index',
    query({ KeyConditionExpression: 'pk = :p', IndexName: 'moon', ExpressionAttributeValues: one }),
    'ValidationException',
    'does not have the specified index',
  )
}

async function queries(s, db, TableName) {
  const query = (more) => db.send(new QueryCommand({ TableName, ...more }))
  const ofA = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } }
  await keyConditions(s, query)
  await s.gives(
    'Query backwards, with a limit',
    query({ ...ofA, ScanIndexForward: false, Limit: 3 }),
    (a) => [numbersOf(a), a.LastEvaluatedKey],
    [[20, 19, 18], { pk: { S: 'a' }, sk: { N: '18' } }],
  )
  await s.gives(
    'Query from a key',
    query({ ...ofA, ExclusiveStartKey: { pk: { S: 'a' }, sk: { N: '17' } } }),
    numbersOf,
    [18, 19, 20],
  )
  await s.gives(
    'Query with a filter',
    query({
      ...ofA,
      FilterExpression: 'even = :t',
      Limit: 9,
      ExpressionAttributeValues: { ...ofA.ExpressionAttributeValues, ':t': { BOOL: true } },
    }),
    (a) => [numbersOf(a), a.Count, a.ScannedCount],
    [[2, 4, 6, 8], 4, 9],
  )
  await s.gives('Query that counts', query({ ...ofA, Select: 'COUNT' }), (a) => [a.Count, a.ScannedCount, a.Items], [
    20,
    20,
    undefined,
  ])
  await s.gives(
    'Query of one attribute',
    query({ ...ofA, Limit: 1, ProjectionExpression: '#t', ExpressionAttributeNames: { '#t': 'text' } }),
    (a) => a.Items,
    [{ text: { S: 'text 1' } }],
  )
  await s.gives(
    'Query of nothing',
    query({ KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'z' } } }),
    (a) => [a.Items, a.LastEvaluatedKey],
    [[], undefined],
  )
  await s.refuses(
    'Query from a key of another partition',
    query({ ...ofA, ExclusiveStartKey: { pk: { S: 'b' }, sk: { N: '1' } } }),
    'ValidationException',
    'starting key',
  )
  const pages = []
  for await (const page of paginateQuery({ client: db, pageSize: 7 }, { TableName, ...ofA }))
    pages.push(numbersOf(page))
  s.is('Query page by page', pages, [upTo(7), upTo(14).slice(7), upTo(20).slice(14)])

  await s.gives(
    'Query of the local index',
    query({ ...ofA, IndexName: 'local', Limit: 4 }),
    (a) => [numbersOf(a), Object.keys(a.Items[0]).sort(), Object.keys(a.LastEvaluatedKey).sort()],
    [
      [12, 15, 18, 13],
      ['day', 'pk', 'sk'],
      ['day', 'pk', 'sk'],
    ],
  )
  await s.gives(
    'Query of the local index for what is in the table',
    query({ ...ofA, IndexName: 'local', Limit: 1, Select: 'ALL_ATTRIBUTES', ConsistentRead: true }),
    (a) => a.Items[0].text,
    { S: 'text 12' },
  )
  const ofDay = {
    IndexName: 'global',
    KeyConditionExpression: '#d = :d AND sk > :n',
    ExpressionAttributeNames: { '#d': 'day' },
    ExpressionAttributeValues: { ':d': { S: 'day-0' }, ':n': { N: '12' } },
  }
  await s.gives(
    'Query of the global index',
    query(ofDay),
    (a) => [numbersOf(a), a.Items.map((i) => i.text)[0], a.Items[0].even.BOOL],
    [[15, 15, 18, 18], undefined, false],
  )
  await s.refuses(
    'Query of a global index, consistently',
    query({ ...ofDay, ConsistentRead: true }),
    'ValidationException',
    'Consistent reads are not supported on global secondary indexes',
  )
}

async function scans(s, db, TableName) {
  const scan = (more) => db.send(new ScanCommand({ TableName, ...more }))
  await s.gives(
    'Scan',
    scan({ ReturnConsumedCapacity: 'TOTAL' }),
    (a) => [a.Count, a.ScannedCount, a.ConsumedCapacity.CapacityUnits],
    [40, 40, 0.5],
  )
  await s.gives(
    'Scan with a filter',
    scan({
      FilterExpression: 'begins_with(#t, :t) AND even = :e',
      ExpressionAttributeNames: { '#t': 'text' },
      ExpressionAttributeValues: { ':t': { S: 'text 1' }, ':e': { BOOL: true } },
    }),
    (a) => [a.Count, a.ScannedCount],
    [10, 40],
  )
  const parts = []
  for (const Segment of [0, 1, 2]) {
    const part = await s.gives(
      `Scan of segment ${Segment} of 3`,
      scan({ Segment, TotalSegments: 3 }),
      (a) => a.Count === a.Items.length,
      true,
    )
    parts.push(...part.Items.map((item) => `${item.pk.S}${item.sk.N}`))
  }
  s.is('the segments hold each item once', [new Set(parts).size, parts.length], [40, 40])
  await s.refuses(
    'Scan of a segment too many',
    scan({ Segment: 3, TotalSegments: 3 }),
    'ValidationException',
    'less than parameter TotalSegments',
  )
  await s.refuses('Scan with a limit of zero', scan({ Limit: 0 }), 'ValidationException', 'greater than or equal to 1')
  await s.gives('Scan of the global index', scan({ IndexName: 'global' }), (a) => a.Count, 20)
  let count = 0
  for await (const page of paginateScan({ client: db, pageSize: 9 }, { TableName, IndexName: 'local' }))
    count += page.Count
  s.is('Scan of the local index page by page', count, 20)
}

module.exports = async function reads(s) {
  const db = s.client('dynamodb')
  const TableName = `reads-${s.runId}`
  await fill(s, db, TableName)
  await queries(s, db, TableName)
  await scans(s, db, TableName)
  await s.gives(
    'DeleteTable to read from',
    db.send(new DeleteTableCommand({ TableName })),
    (a) => a.TableDescription.TableName,
    TableName,
  )
}
