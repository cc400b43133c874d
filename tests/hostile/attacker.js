// The attacker, in a process of its own: node attacker.js <attack> <host> <port> <seconds> <scale> <secret>
import { attacks } from './attacks/index.js';

const [, , name, host, port, seconds, scale, secret] = process.argv;
const run = { target: { host, port: Number(port), from: '127.0.0.66' }, seconds: Number(seconds), scale: Number(scale), secret };
process.on('disconnect', () => process.exit());
const prepared = await attacks[name].prepare?.(run);
process.send({ prepared: prepared ?? {} });
process.once('message', async () => {
  process.send({ done: await attacks[name].attack(run) });
  process.disconnect();
});
