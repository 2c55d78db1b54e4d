// The vendor's program, started with its host redirected, and its tools called one after the other.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Stdio } from './stdio.mjs';

const PRELOAD = fileURLToPath(new URL('preload.cjs', import.meta.url));

export class Session {
  #home = mkdtempSync(join(tmpdir(), 'verdict-mcp-'));
  #trace = join(this.#home, 'trace');
  #linesRead = 0;
  #refused = new Set();
  #program;
  #transcript;

  /** Starts the program, in a folder and with an environment in which there is nothing but what it needs. */
  constructor(program, server, transcript) {
    writeFileSync(this.#trace, '');
    this.#transcript = transcript;
    this.#program = new Stdio(process.execPath, ['--require', PRELOAD, program], {
      cwd: this.#home,
      env: {
        PATH: process.env.PATH,
        HOME: this.#home,
        BROWSERSTACK_USERNAME: server.user,
        BROWSERSTACK_ACCESS_KEY: server.key,
        VERDICT_URL: server.url,
        VERDICT_TRACE: this.#trace,
      },
    });
  }

  /** Shakes hands; what the program says it is. */
  async initialize() {
    const { serverInfo } = await this.#program.request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'verdict-tests', version: '1' },
    });
    this.#program.notify('notifications/initialized');
    return serverInfo;
  }

  /** The names of its tools. */
  async tools() {
    const { tools } = await this.#program.request('tools/list', {});
    return tools.map((tool) => tool.name);
  }

  /** Calls a tool, which must succeed; all it says. */
  async call(tool, args) {
    const { failed, text } = await this.#call(tool, args);
    assert.ok(!failed, `${tool} failed: ${text}`);
    return text;
  }

  /** Calls a tool, which must fail and say why. */
  async refused(tool, args, why) {
    const { failed, text } = await this.#call(tool, args);
    assert.ok(failed, `${tool} was to fail: ${text}`);
    assert.match(text, why);
  }

  /** Ends the program; the addresses that it tried to reach besides the server. */
  async close() {
    await this.#program.close();
    this.#requests();
    rmSync(this.#home, { recursive: true });
    return [...this.#refused].sort();
  }

  async #call(tool, args) {
    const { content, isError } = await this.#program.request('tools/call', { name: tool, arguments: args });
    const texts = content.map((part) => part.text);
    this.#transcript.call(tool, args, this.#requests(), isError === true, texts);
    // `addTestResult` says that it failed and does not set `isError`.
    return { failed: isError === true || /^Failed to /.test(texts[0]), text: texts.join('\n\n') };
  }

  /** What the server was asked since the last time this was asked. */
  #requests() {
    const lines = readFileSync(this.#trace, 'utf8').split('\n').slice(0, -1);
    const fresh = lines.slice(this.#linesRead);
    this.#linesRead = lines.length;
    const isRefusal = (line) => line.startsWith('refused ');
    for (const line of fresh.filter(isRefusal)) this.#refused.add(line.slice('refused '.length));
    return fresh.filter((line) => !isRefusal(line));
  }
}
