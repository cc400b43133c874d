// Requests to link as a server, without a token, as fast as they are refused.
import { pipeline } from '../pipelining.js';

export const what = '/mesh without a token, pipelined';

export async function attack({ target, seconds }) {
  const request = () => `GET /mesh HTTP/1.1\r\nHost: ${target.host}:${target.port}`;
  const counts = await pipeline(target, { connections: 4, batch: 64, seconds, request });
  return { answers: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}
