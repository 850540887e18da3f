// Opens the stacks' files of a folder in the YAML language server, as an editor does, and prints what it underlines and, at the end of a
// line with a space there, what it completes. Arguments: the folder of the server's packages, the folder of the files.
const [, , packages, folder] = process.argv;
const { spawn } = require('child_process');
const { pathToFileURL } = require('url');
const fs = require('fs');
const server = spawn('node', [packages + '/yaml-language-server/bin/yaml-language-server', '--stdio'], { cwd: folder });
let buffer = Buffer.alloc(0), next = 1;
const pending = new Map(), diagnostics = new Map();
const send = message => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
};
const request = (method, params) => new Promise(resolve => {
  pending.set(next, resolve);
  send({ id: next++, method, params });
});
server.stdout.on('data', chunk => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const head = buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('utf8', 0, head))[1]);
    if (buffer.length < head + 4 + length) return;
    const message = JSON.parse(buffer.toString('utf8', head + 4, head + 4 + length));
    buffer = buffer.subarray(head + 4 + length);
    if (message.method === 'textDocument/publishDiagnostics') {
      const waiting = diagnostics.get(message.params.uri);
      if (waiting) waiting(message.params.diagnostics);
    } else if (message.id !== undefined && message.method) {
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      send({ id: message.id, result });
    } else if (pending.has(message.id)) {
      pending.get(message.id)(message.result);
    }
  }
});
(async () => {
  const capabilities = { textDocument: { completion: { completionItem: {} } } };
  await request('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities });
  send({ method: 'initialized', params: {} });
  const yaml = { schemaStore: { enable: false }, validate: true, completion: true };
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } });
  for (const name of fs.readdirSync(folder).filter(name => name.endsWith('.yaml') && name !== 'Pulumi.yaml').sort()) {
    const uri = pathToFileURL(folder + '/' + name).href;
    const text = fs.readFileSync(folder + '/' + name, 'utf8');
    const told = new Promise(resolve => diagnostics.set(uri, resolve));
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    for (const problem of await told) console.log(`${name}:${problem.range.start.line + 1}: ${problem.message}`);
    const mark = text.split('\n').findIndex(line => line.endsWith(' '));
    if (mark >= 0) {
      const position = { line: mark, character: text.split('\n')[mark].length };
      const result = await request('textDocument/completion', { textDocument: { uri }, position });
      console.log(`${name}:${mark + 1}: ${(result.items || result).map(item => item.label).sort().join(' ')}`);
    }
  }
  server.kill();
  console.log('done');
})();
