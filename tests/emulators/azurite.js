// Azurite's table service on a free loopback port, in memory. Ends when its standard input does, so that no test run leaves one behind.
// usage: node azurite.js PACKAGE_FOLDER
'use strict';
process.stdin.on('end', () => process.exit(0)).resume();
const [folder] = process.argv.slice(2);
// Asked for port 0 it takes a free one and does not say which.
const probe = require('net').createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(() => {
    process.argv = [process.argv[0], 'azurite-table', '--tableHost', '127.0.0.1', '--tablePort', String(port), '--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck', '--silent'];
    require(require('path').join(folder, 'dist/src/table/main.js'));
  });
});
