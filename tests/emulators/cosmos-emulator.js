// A Cosmos DB for tests: the npm package @vercel/cosmosdb-server with what it lacks. An ordered latest-version change feed with continuations, 404 for a
// missing item, trivial query plans. Loopback, in memory, one partition. No request units, 429s, TTL, transactional batches, size limits or deletes in the feed.
// usage: node cosmos-emulator.js LIB_FOLDER [PORT] [https]    Prints "ready on 127.0.0.1:PORT"; ends when its standard input does.
'use strict';
const path = require('path'), fs = require('fs'), http = require('http'), https = require('https'), crypto = require('crypto');
const [lib, portText, scheme] = process.argv.slice(2);
const Account = require(path.join(lib, 'account')).default;
const routes = require(path.join(lib, 'routes')).default;
const Documents = require(path.join(lib, 'account/documents')).default;
const partitionOf = require(path.join(lib, 'utils/get-partition-from-header'));

// Every write of a document gets a place in one order of writes; a document has only its latest.
let sequence = 1;
const changes = new WeakMap(), ridsOfIds = new WeakMap();
const set = Documents.prototype._set;
Documents.prototype._set = function (data) {
  const written = set.call(this, data);
  if (!changes.has(this)) { changes.set(this, new Map()); ridsOfIds.set(this, new Map()); }
  changes.get(this).set(data._rid, { rid: data._rid, lsn: ++sequence });
  const rids = ridsOfIds.get(this);
  if (!rids.has(data.id)) rids.set(data.id, new Set());
  rids.get(data.id).add(data._rid);
  return written;
};
const remove = Documents.prototype.delete;
Documents.prototype.delete = function (id, partition) {
  const known = this._item('/id', id, partition).read();
  const result = remove.call(this, id, partition);
  if (known && changes.has(this)) {
    changes.get(this).delete(known._rid);
    ridsOfIds.get(this).get(known.id)?.delete(known._rid);
  }
  return result;
};

// The package evaluates the condition of a patch as a query over every document of the container, which took most of its time: only those with the id can match.
const query = Documents.prototype.query;
Documents.prototype.query = function (params, paging) {
  const named = /\bWHERE c\.id = @id AND \(| AND c\.id = @id$/.test(params.query) && (params.parameters || []).find(parameter => parameter.name === '@id');
  if (!named) return query.call(this, params, paging);
  const all = this._data;
  this._data = new Map([...(ridsOfIds.get(this)?.get(named.value) || [])].map(rid => [rid, all.get(rid)]).filter(([, item]) => item));
  try { return query.call(this, params, paging); } finally { this._data = all; }
};

// Clients read partition key ranges by resource id, in a path. Of every 64 databases the package gives two an id with "/" or "+" in it, and they read nothing.
const Databases = require(path.join(lib, 'account/databases')).default;
const create = Databases.prototype.create;
Databases.prototype.create = function (data) {
  while ((this._ridCount + 1) % 64 > 61) this._ridCount++;
  return create.call(this, data);
};

function changeFeed(collection, req, res) {
  const mark = (req.headers['if-none-match'] || '').replace(/"/g, '');
  const from = mark === '*' ? sequence : parseInt(mark, 10) || 0;
  const asked = parseInt(req.headers['x-ms-max-item-count'] || '100', 10);
  const limit = asked > 0 ? asked : 100;
  const later = [...(changes.get(collection.documents) || new Map()).values()].filter(change => change.lsn > from).sort((a, b) => a.lsn - b.lsn);
  const page = later.slice(0, limit).map(change => ({ ...collection.documents._data.get(change.rid).read(), _lsn: change.lsn }));
  res.setHeader('etag', `"${page.length ? page[page.length - 1]._lsn : from}"`);
  res.setHeader('lsn', String(sequence));
  res.setHeader('x-ms-item-count', String(page.length));
  if (!page.length) { res.statusCode = 304; return null; }
  return { _rid: collection.read()._rid, Documents: page, _count: page.length };
}

const PLAN = { partitionedQueryExecutionInfoVersion: 2,
  queryInfo: { distinctType: 'None', top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [], groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {}, rewrittenQuery: '', hasSelectValue: false, hasNonStreamingOrderBy: false },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }] };

async function answer(account, req, res) {
  const url = req.url.split('?')[0].replace(/\/+$/, '').replace(/^\/\//, '/');
  const [, , db, , coll, docs, id] = url.split('/').map(decodeURIComponent);
  const collection = docs === 'docs' ? account.database(db).collection(coll) : null;
  if (collection && !id && req.method === 'GET' && req.headers['a-im']) {
    if (!collection.read()) { res.statusCode = 404; return { code: 'NotFound', message: 'no such container' }; }
    return changeFeed(collection, req, res);
  }
  if (String(req.headers['x-ms-cosmos-is-query-plan-request']).toLowerCase() === 'true') { req.resume(); return PLAN; }
  if (collection && !id && req.method === 'POST') req.headers['x-ms-documentdb-query-enablecrosspartition'] = 'true';
  if (collection && id && req.method === 'GET') {
    // The package answers 500 for a missing document.
    if (!collection.read() || !collection.document(id, partitionOf.parsePartitionKey(partitionOf.default(req), id)).read()) {
      res.statusCode = 404;
      return { code: 'NotFound', message: 'Entity with the specified id does not exist in the system.' };
    }
  }
  const route = routes(req);
  if (!route) { res.statusCode = 400; return { message: 'no route' }; }
  try {
    const body = await route[1](account, req, res, route[0]);
    if (res.statusCode > 399 && body && !body.message) body.message = '';
    if (req.headers['a-im'] && res.statusCode === 200) {
      // Partition key ranges are read as a feed, too, until it says that there is nothing new.
      if (req.headers['if-none-match']) res.statusCode = 304;
      res.setHeader('etag', '"1"');
    }
    return body;
  } catch (error) {
    console.error(error);
    res.statusCode = 500;
    return { message: error.message };
  }
}

async function handle(account, req, res) {
  const body = await answer(account, req, res);
  if (body && body._etag && !res.getHeader('etag')) res.setHeader('etag', body._etag);
  res.setHeader('content-type', 'application/json');
  res.setHeader('x-ms-activity-id', crypto.randomUUID());
  res.setHeader('x-ms-request-charge', '1');
  res.setHeader('x-ms-version', '2018-12-31');
  const text = res.statusCode === 304 || body == null ? '' : JSON.stringify(body);
  // The package tells clients to go on by https, whatever they came by.
  res.end(scheme === 'https' || req.url !== '/' ? text : text.replace(/https:\/\/127/g, 'http://127'));
}

let account;
const listener = (req, res) => handle(account, req, res).catch(error => { console.error(error); res.statusCode = 500; res.end(''); });
const server = scheme === 'https'
  ? https.createServer({ cert: fs.readFileSync(path.join(lib, '..', 'cert.pem')), key: fs.readFileSync(path.join(lib, '..', 'key.pem')) }, listener)
  : http.createServer(listener);
server.keepAliveTimeout = 120000;
server.listen(parseInt(portText || '0', 10), '127.0.0.1', () => {
  const { port } = server.address();
  account = new Account('127.0.0.1', port);
  console.log('ready on 127.0.0.1:' + port);
});
process.stdin.on('end', () => process.exit(0)).resume();
