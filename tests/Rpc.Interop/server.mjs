// An echo server: prints its port, serves until its standard input ends.
import process from 'node:process';
import { Echo, grpc, statusDetails } from './echo.mjs';

function echoMetadata(call) {
  const headers = new grpc.Metadata();
  const trailers = new grpc.Metadata();
  for (const key of Object.keys(call.metadata.getMap()).filter((k) => k.startsWith('x-'))) {
    for (const value of call.metadata.get(key)) {
      headers.add(key, value);
      trailers.add(`t${key}`, value);
    }
  }
  call.sendMetadata(headers);
  return trailers;
}

function failure(request) {
  const metadata = new grpc.Metadata();
  if (request.act === 'details') {
    metadata.set('grpc-status-details-bin', statusDetails);
    return { code: 9, details: 'held', metadata };
  }
  metadata.set('x-why', 'asked');
  return { code: request.number, details: request.text, metadata };
}

let cancelled = 0;

const server = new grpc.Server({
  'grpc.max_receive_message_length': 64 * 1024 * 1024,
  'grpc.max_send_message_length': 64 * 1024 * 1024,
});
server.addService(Echo.service, {
  unary(call, callback) {
    const request = call.request;
    switch (request.act) {
      case 'fail':
      case 'details':
        return callback(failure(request));
      case 'wait':
        return call.on('cancelled', () => (cancelled += 1));
      case 'cancelled':
        return callback(null, { count: cancelled });
      case 'metadata':
        return callback(null, { text: request.text }, echoMetadata(call));
      case 'gzip': {
        // grpc-js says what the client sent by its internal options only; the header tells.
        const headers = new grpc.Metadata();
        headers.set('grpc-encoding', 'gzip');
        call.sendMetadata(headers);
        return callback(null, { text: request.text, payload: request.payload });
      }
      case 'inflate':
        return callback(null, { payload: Buffer.alloc(request.count) });
      default:
        return callback(null, { text: request.text, payload: request.payload, count: request.count });
    }
  },
  collect(call, callback) {
    const reply = { text: '', count: 0, size_bytes: 0 };
    call.on('data', (request) => {
      reply.text += request.text;
      reply.count += 1;
      reply.size_bytes += request.payload.length;
    });
    call.on('end', () => callback(null, reply));
  },
  expand(call) {
    const request = call.request;
    for (let i = 0; i < request.count; i += 1) call.write({ text: request.text, payload: request.payload, count: i });
    if (request.act === 'fail') call.emit('error', failure(request));
    else if (request.act === 'wait') call.on('cancelled', () => (cancelled += 1));
    else call.end();
  },
  chat(call) {
    call.on('data', (request) => call.write({ text: request.text, payload: request.payload }));
    call.on('end', () => call.end());
    call.on('cancelled', () => (cancelled += 1));
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => {
  server.forceShutdown();
  process.exit(0);
});
