// Calls the server given as the first argument in every way and prints one line of JSON for each check.
import assert from 'node:assert/strict';
import process from 'node:process';
import { Echo, grpc } from './echo.mjs';

const limits = {
  'grpc.max_receive_message_length': 64 * 1024 * 1024,
  'grpc.max_send_message_length': 64 * 1024 * 1024,
};
const address = process.argv[2];
const client = new Echo(address, grpc.credentials.createInsecure(), limits);
const gzipClient = new Echo(address, grpc.credentials.createInsecure(), {
  ...limits,
  'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip,
});
const unknownClient = new (grpc.makeGenericClientConstructor(
  {
    missing: { ...Echo.service.Unary, path: '/ledger.test.v1.Echo/Missing' },
    nowhere: { ...Echo.service.Unary, path: '/ledger.test.v1.Nowhere/Unary' },
  },
  'Unknown',
))(address, grpc.credentials.createInsecure());

function unary(request, { metadata = new grpc.Metadata(), options = {}, on = client, method = 'unary' } = {}) {
  const seen = {};
  return new Promise((resolve) => {
    const call = on[method](request, metadata, options, (error, reply) => {
      seen.error = error;
      seen.reply = reply;
    });
    seen.call = call;
    call.on('metadata', (m) => (seen.headers = m));
    call.on('status', (s) => resolve(Object.assign(seen, { status: s })));
  });
}

function collect(requests, on = client) {
  return new Promise((resolve, reject) => {
    const call = on.collect((error, reply) => (error ? reject(error) : resolve(reply)));
    for (const request of requests) call.write(request);
    call.end();
  });
}

function drain(call) {
  return new Promise((resolve) => {
    const replies = [];
    call.on('data', (reply) => replies.push(reply));
    call.on('error', () => {});
    call.on('status', (status) => resolve({ replies, status }));
  });
}

const checks = {
  async unary() {
    const { reply, status } = await unary({ text: 'grün', payload: Buffer.from([1, 2, 3]), count: 7 });
    assert.equal(status.code, 0, status.details);
    assert.equal(reply.text, 'grün');
    assert.deepEqual([...reply.payload], [1, 2, 3]);
    assert.equal(reply.count, 7);
  },
  async client_streaming() {
    const reply = await collect([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
    assert.equal(reply.text, 'abc');
    assert.equal(reply.count, 3);
  },
  async server_streaming() {
    const { replies, status } = await drain(client.expand({ text: 'x', count: 500 }));
    assert.equal(status.code, 0, status.details);
    assert.deepEqual(replies.map((r) => r.count), [...Array(500).keys()]);
  },
  async duplex() {
    const call = client.chat();
    const done = drain(call);
    for (const text of ['1', '2', '3']) call.write({ text });
    call.end();
    const { replies, status } = await done;
    assert.equal(status.code, 0, status.details);
    assert.deepEqual(replies.map((r) => r.text), ['1', '2', '3']);
  },
  async metadata() {
    const metadata = new grpc.Metadata();
    metadata.set('x-text', 'plain');
    metadata.set('x-bytes-bin', Buffer.from([0, 255, 10, 13]));
    metadata.add('x-many', 'one');
    metadata.add('x-many', 'two');
    const { headers, status } = await unary({ act: 'metadata' }, { metadata });
    assert.equal(status.code, 0, status.details);
    for (const [from, prefix] of [[headers, ''], [status.metadata, 't']]) {
      assert.deepEqual(from.get(`${prefix}x-text`), ['plain']);
      assert.deepEqual(from.get(`${prefix}x-bytes-bin`), [Buffer.from([0, 255, 10, 13])]);
      assert.equal(from.get(`${prefix}x-many`).join(', '), 'one, two');
    }
  },
  async error_with_unicode_message() {
    const { status } = await unary({ act: 'fail', number: 5, text: 'nicht gefunden: 100 % weg\n→' });
    assert.equal(status.code, 5, status.details);
    assert.equal(status.details, 'nicht gefunden: 100 % weg\n→');
  },
  async crash_leaks_nothing() {
    const { status } = await unary({ act: 'crash' });
    assert.equal(status.code, 2, status.details);
    assert.ok(!status.details.includes('secret'));
  },
  async status_details() {
    const { status } = await unary({ act: 'details' });
    assert.equal(status.code, 9, status.details);
    const [bytes] = status.metadata.get('grpc-status-details-bin');
    assert.equal(bytes[0], 0x08);
    assert.equal(bytes[1], 9);
    assert.ok(bytes.includes(Buffer.from('type.googleapis.com/google.rpc.ErrorInfo')));
    assert.ok(bytes.includes(Buffer.from('PLEDGED')));
  },
  async error_after_replies() {
    // grpc-js gives up replies that it is still decompressing when an error status arrives, so their number is not checked.
    const { status } = await drain(client.expand({ count: 2, act: 'fail', number: 15, text: 'lost' }));
    assert.equal(status.code, 15, status.details);
    assert.equal(status.details, 'lost');
  },
  async deadline() {
    const { status } = await unary({ act: 'wait' }, { options: { deadline: Date.now() + 150 } });
    assert.equal(status.code, 4, status.details);
  },
  async cancellation() {
    const call = client.expand({ count: 1, act: 'wait' });
    const done = drain(call);
    call.once('data', () => call.cancel());
    const { status } = await done;
    assert.equal(status.code, 1, status.details);
  },
  async gzip_both_ways() {
    const text = 'abc'.repeat(10000);
    const { reply, status } = await unary({ text }, { on: gzipClient });
    assert.equal(status.code, 0, status.details);
    assert.equal(reply.text, text);
    assert.equal((await collect([{ text }, { text }], gzipClient)).text.length, 2 * text.length);
  },
  async large_messages() {
    const { reply } = await unary({ payload: Buffer.alloc(20 * 1024 * 1024, 7) });
    assert.equal(reply.payload.length, 20 * 1024 * 1024);
    assert.equal(reply.payload[12345], 7);
  },
  async request_too_large() {
    const { status } = await unary({ payload: Buffer.alloc(33 * 1024 * 1024) });
    assert.equal(status.code, 8, status.details);
  },
  async response_too_large() {
    const { status } = await unary({ act: 'inflate', count: 33 * 1024 * 1024 });
    assert.equal(status.code, 8, status.details);
  },
  async unknown_method() {
    const { status } = await unary({}, { on: unknownClient, method: 'missing' });
    assert.equal(status.code, 12, status.details);
  },
  async unknown_service() {
    const { status } = await unary({}, { on: unknownClient, method: 'nowhere' });
    assert.equal(status.code, 12, status.details);
  },
  async server_survives() {
    const { reply } = await unary({ text: 'still here' });
    assert.equal(reply.text, 'still here');
  },
};

for (const [check, run] of Object.entries(checks)) {
  let result = 'ok';
  try {
    await run();
  } catch (error) {
    result = String(error.stack);
  }
  process.stdout.write(`${JSON.stringify({ check, result })}\n`);
}
process.exit(0);
