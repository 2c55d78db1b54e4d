// Loaded into the vendor's program before anything of its own (`node --require`): requests to Test Management go to
// $VERDICT_URL, and no other address is ever connected to. Nothing else of the program is changed. What was asked
// for is written to $VERDICT_TRACE, a line each, before the program sees the answer.

'use strict';

const { appendFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { urlToHttpOptions } = require('node:url');

const verdict = new URL(process.env.VERDICT_URL);
const verdictPort = Number(verdict.port || 80);

/** The hosts that the program knows Test Management by, one a region. */
const TEST_MANAGEMENT = /^test-management(-eu|-in)?\.browserstack\.com$/;

function trace(line) {
  appendFileSync(process.env.VERDICT_TRACE, `${line}\n`);
}

/** `(url, options, callback)`, `(url, callback)` and `(options, callback)`, as options and the rest. */
function asOptions(first, ...rest) {
  const isUrl = typeof first === 'string' || first instanceof URL;
  if (!isUrl) return [first, rest];
  const more = typeof rest[0] === 'object' ? rest.shift() : {};
  return [{ ...urlToHttpOptions(new URL(first)), ...more }, rest];
}

const httpsRequest = https.request;
https.request = function request(...args) {
  const [options, rest] = asOptions(...args);
  const asked = options.hostname ?? options.host;
  if (!TEST_MANAGEMENT.test(asked)) return httpsRequest.apply(this, args);
  const there = { protocol: 'http:', host: null, hostname: verdict.hostname, port: verdictPort, agent: undefined };
  const redirected = http.request({ ...options, ...there }, ...rest);
  redirected.prependListener('response', (response) => {
    trace(`${redirected.method} ${redirected.path} ${response.statusCode}`);
  });
  return redirected;
};
https.get = function get(...args) {
  return https.request(...args).end();
};
syncBuiltinESMExports();

// Every way out of a Node program, `fetch` included, ends here. Refused before a name is looked up.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectToVerdictOnly(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  if (options.host === verdict.hostname && Number(options.port) === verdictPort) {
    return connect.apply(this, args);
  }
  const place = options.path ?? `${options.host}:${options.port}`;
  trace(`refused ${place}`);
  const error = Object.assign(new Error(`connections to ${place} are refused by the test`), { code: 'ECONNREFUSED' });
  setImmediate(() => this.destroy(error)); // later, as the network would: who connects is not listening yet
  return this;
};
