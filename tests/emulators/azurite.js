// Azurite's table service on a free loopback port, in memory. Ends when its standard input does, so that no test run leaves one behind.
// usage: node azurite.js PACKAGE_FOLDER
'use strict';
process.stdin.on('end', () => process.exit(0)).resume();
const path = require('path');
const [folder] = process.argv.slice(2);

// Azurite evaluates a filter on every row of a table, although it has an index of the partition keys: start with the rows of the partition.
const Store = require(path.join(folder, 'dist/src/table/persistence/LokiTableMetadataStore')).default;
const query = Store.prototype.queryTableEntities;
Store.prototype.queryTableEntities = function (context, account, table, options, ...marks) {
  const partition = / or /.test(options.filter) ? null : /^PartitionKey eq '((?:[^']|'')*)'(?: and |$)/.exec(options.filter);
  if (!partition) return query.call(this, context, account, table, options, ...marks);
  const narrow = Object.create(this);
  narrow.getEntityCollection = (...of) => {
    const rows = this.getEntityCollection(...of);
    return { chain: () => rows.chain().find({ PartitionKey: partition[1].replaceAll("''", "'") }) };
  };
  return query.call(narrow, context, account, table, options, ...marks);
};

// Asked for port 0 it takes a free one and does not say which.
const probe = require('net').createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(() => {
    process.argv = [process.argv[0], 'azurite-table', '--tableHost', '127.0.0.1', '--tablePort', String(port), '--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck', '--silent'];
    require(path.join(folder, 'dist/src/table/main.js'));
  });
});
