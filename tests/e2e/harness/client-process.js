// A client in a process of its own, which a test can kill or freeze: node client-process.js <url> <user> <generation> <mode>
import { Client } from './clients.js';

const [, , url, user, generation, mode] = process.argv;
const client = await Client.connect(url, { generation, mode });
await client.identify(user);
process.send('ready');
process.on('disconnect', () => process.exit());
