import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, peer } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const jwt = shared('samples/Jwt', { args: ['--Jwt:Key', 'a key for the tests'] });

async function token(query) {
  const answer = await fetch(`${jwt.url}/token?${query}`, { method: 'POST' });
  return (await answer.text()).replaceAll('"', '');
}

async function refusal(namespace, auth, generation = '4.8.4') {
  const client = peer(jwt.url + namespace, { generation, auth });
  const [error] = await client.next(generation === '4.8.4' ? 'connect_error' : 'error');
  client.close();
  return generation === '4.8.4' ? { message: error.message, data: error.data } : error;
}

for (const generation of ['3.1.3', '4.8.4']) {
  test(`${generation}: a good token opens its namespace`, async () => {
    const auth = { token: await token('name=Zo%C3%AB') };
    const client = peer(`${jwt.url}/chat`, { generation, auth }).listen('welcome');
    assert.deepEqual(await client.next('welcome'), ['Zoë']);

    const admin = peer(`${jwt.url}/admin`, { generation, auth: { token: await token('name=Anna&role=admin') } }).listen('welcome');
    assert.deepEqual(await admin.next('welcome'), ['Anna']);
  });
}

test('others are told why not', async () => {
  assert.deepEqual(await refusal('/chat'), { message: 'A token is needed', data: { code: 'no-token' } });
  assert.deepEqual(await refusal('/chat', { token: 'nonsense' }), { message: 'The token is not valid', data: { code: 'bad-token' } });
  assert.deepEqual(await refusal('/chat', { token: await token('name=x&seconds=-5') }), { message: 'The token is not valid', data: { code: 'expired' } });
  assert.deepEqual(await refusal('/admin', { token: await token('name=x&role=user') }), { message: 'Not for you', data: { code: 'forbidden' } });
  const [header, payload] = (await token('name=x&role=admin')).split('.');
  assert.deepEqual((await refusal('/admin', { token: `${header}.${payload}.AAAA` })).data, { code: 'bad-token' });
});

test('old clients have no auth, and are told as old clients are', async () => {
  for (const generation of ['1.4.5', '2.5.0']) assert.deepEqual(await refusal('/chat', undefined, generation), { code: 'no-token' });
});

test('the main namespace asks for nothing', async () => {
  await connect(jwt.url);
});
