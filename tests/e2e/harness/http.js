// Requests as they are, without a client in between.
import { request } from 'node:http';
import { patience, within } from './wait.js';

/** @returns {Promise<{status: number, headers: object, body: string}>} */
export function http(url, { method = 'GET', headers = {}, body } = {}) {
  const answer = new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  return within(patience, answer, `${method} ${url}`);
}
