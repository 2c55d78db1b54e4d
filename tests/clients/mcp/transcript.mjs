// What was asked and answered, as Markdown. What differs from run to run is left out: times, random ids, the address.

const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d| UTC)?/g;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export class Transcript {
  #address;

  constructor(address) {
    this.#address = address;
  }

  heading(text) {
    this.#print(`## ${text}`);
  }

  say(text) {
    this.#print(text);
  }

  /** One call of a tool: its arguments, what the program asked the server, and what it made of the answers. */
  call(tool, args, requests, isError, [text, ...data]) {
    this.#print(`### \`${tool}\``);
    this.#block('json', JSON.stringify(args, null, 2));
    this.#print('The program asks');
    this.#block('text', requests.join('\n'));
    this.#print(isError ? 'and answers, with `isError`,' : 'and answers');
    this.#block('text', text);
    for (const more of data) {
      this.#print('<details><summary>with the data</summary>');
      this.#block('json', more);
      this.#print('</details>');
    }
  }

  /** What a path showed, as far as it was looked at. */
  shown(path, expected) {
    this.#print(`\`GET ${path}\``);
    this.#block('json', JSON.stringify(expected, null, 2));
  }

  #block(language, text) {
    this.#print(`\`\`\`${language}\n${text}\n\`\`\``);
  }

  #print(text) {
    const same = text.replaceAll(this.#address, '$VERDICT_URL').replace(TIME, '<time>').replace(UUID, '<uuid>');
    process.stdout.write(`${same}\n\n`);
  }
}
