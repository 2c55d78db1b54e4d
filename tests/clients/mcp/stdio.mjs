// A client of the Model Context Protocol over a program's standard streams: JSON-RPC 2.0, a message a line.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Longer than any answer takes. */
const PATIENCE_MS = 30_000;

export class Stdio {
  #child;
  #waiting = new Map();
  #lastId = 0;

  constructor(command, args, options) {
    this.#child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#receive(line));
    this.#child.on('exit', (code, signal) => this.#fail(new Error(`the program ended (${signal ?? code})`)));
    this.#child.on('error', (error) => this.#fail(error));
  }

  /** Sends a request; its result. */
  async request(method, params) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#send({ jsonrpc: '2.0', id, method, params });
    const timer = setTimeout(() => this.#fail(new Error(`no answer to ${method}`)), PATIENCE_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  notify(method) {
    this.#send({ jsonrpc: '2.0', method });
  }

  /** Ends the program the way the protocol says: by closing its input. */
  async close() {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill(), 2_000);
    await ended;
    clearTimeout(timer);
  }

  #send(message) {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line) {
    const { id, result, error } = JSON.parse(line);
    const waiting = this.#waiting.get(id);
    if (!waiting) return; // a notification, which is nobody's answer
    this.#waiting.delete(id);
    if (error) waiting.reject(new Error(`${error.code}: ${error.message}`));
    else waiting.resolve(result);
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
