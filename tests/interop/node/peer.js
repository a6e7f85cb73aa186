/* One end of a connection, of the package ocpp-rpc in strict mode; orders come on stdin.
 *
 * An order is a line of JSON, and so is what is said on stdout: {"ready": port} once, then
 * {"heard": text} for each text from us, {"served": [action, payload]} for each request that
 * a handler was given, and {"done": n, ...} for each order, by its number.
 */
'use strict';

const { createInterface } = require('readline');
const { RPCClient, RPCServer, createRPCError } = require('ocpp-rpc');

const setup = JSON.parse(process.argv[2]);
const strict = { protocols: [setup.protocol], strictMode: true };
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

function attend(client) {
    client.on('message', ({ message, outbound }) => {
        if (!outbound) say({ heard: message });
    });
    for (const action of Object.keys(setup.responses)) {
        client.handle(action, ({ params }) => {
            say({ served: [action, params] });
            if (params.vendorId === setup.refuse) throw createRPCError('SecurityError', 'not today');
            if (params.vendorId === setup.fail) throw Error('a secret');
            return setup.responses[action];
        });
    }
    const orders = {
        call: ({ action, payload }) => client.call(action, payload),
        async callAnyway({ action, payload }) {
            client.reconfigure({ strictMode: false });
            try {
                return await client.call(action, payload);
            } finally {
                client.reconfigure({ strictMode: true });
            }
        },
        answer: ({ action, payload }) => { setup.responses[action] = payload; },
        nothing: () => null,
        send: ({ text }) => client.sendRaw(text),
        async close() {
            await client.close({ code: 1000 });
            setImmediate(() => process.exit(0));
        },
    };
    createInterface({ input: process.stdin }).on('line', async (line) => {
        const { number, order, ...rest } = JSON.parse(line);
        try {
            say({ done: number, result: (await orders[order](rest)) ?? null });
        } catch (error) {
            say({ done: number, refused: error.rpcErrorCode ?? error.name, text: error.message });
        }
    }).on('close', () => process.exit(0));
}

async function main() {
    if (setup.endpoint) {
        const client = new RPCClient({
            ...strict, endpoint: setup.endpoint, identity: setup.identity, reconnect: false,
        });
        attend(client);
        await client.connect();
        say({ ready: 0 });
    } else {
        const server = new RPCServer(strict);
        server.on('client', attend);
        const listener = await server.listen(0, '127.0.0.1');
        say({ ready: listener.address().port });
    }
}

main().catch((error) => { console.error(error); process.exit(1); });
