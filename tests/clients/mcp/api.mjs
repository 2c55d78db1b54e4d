// What the server itself shows, read without the vendor's program.

import assert from 'node:assert/strict';

export class Api {
  #server;
  #transcript;

  constructor(server, transcript) {
    this.#server = server;
    this.#transcript = transcript;
  }

  /** Sends JSON; the good answer. */
  async send(method, path, body) {
    const { url, user, key } = this.#server;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  /** Reads, and compares all that `expected` names. */
  async shows(path, expected) {
    contains(await this.send('GET', path), expected, path);
    this.#transcript.shown(path, expected);
  }
}

/** Objects may have more keys; lists have as many items, in this order. */
function contains(actual, expected, place) {
  if (expected === null || typeof expected !== 'object') {
    assert.equal(actual, expected, place);
    return;
  }
  assert.ok(actual !== null && typeof actual === 'object', `${place} is ${actual}`);
  if (Array.isArray(expected)) assert.equal(actual.length, expected.length, `items of ${place}`);
  for (const key of Object.keys(expected)) contains(actual[key], expected[key], `${place} ${key}`);
}
