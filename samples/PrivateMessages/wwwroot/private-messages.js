const [userList, messageList, form, text] = ['users', 'messages', 'form', 'text'].map(id => document.getElementById(id));
const users = new Map();
const unread = new Set();
let [me, messages, chosen] = [undefined, [], undefined];

const socket = io({
  autoConnect: false,
  // Tabs of one browser share its localStorage, and so the session. A server that does not know the session takes the name.
  auth: give => give({ sessionId: localStorage.getItem('sessionId'), username: localStorage.getItem('username') }),
});

socket.on('connect_error', ({ message, data }) => {
  if (data?.code === 'bad-name') ask();
  else if (!socket.active) alert(message);
});
socket.on('welcome', all => {
  localStorage.setItem('sessionId', all.sessionId);
  me = all.userId;
  ({ messages } = all);
  users.clear();
  for (const user of all.users) users.set(user.userId, user);
  show();
});
socket.on('user', user => { users.set(user.userId, user); show(); });
socket.on('forgotten', userId => { users.delete(userId); show(); });
socket.on('message', message => {
  messages.push(message);
  if (peer(message) !== chosen) unread.add(peer(message));
  show();
});

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (chosen === undefined) return;
  const { error } = await socket.emitWithAck('message', chosen, text.value);
  if (error) alert(error.message);
  else text.value = '';
});

function ask() {
  const name = prompt('Your name?');
  if (!name) return;
  localStorage.setItem('username', name);
  socket.connect();
}

function peer({ from, to }) {
  return from === me ? to : from;
}

function show() {
  userList.replaceChildren(...[...users.values()].map(({ userId, username, connected }) => {
    const button = document.createElement('button');
    button.textContent = userId === me ? `${username} (you)` : username; // as text: what others write is not markup
    button.className = `${connected ? '' : 'away'} ${unread.has(userId) ? 'unread' : ''}`;
    button.ariaPressed = String(userId === chosen);
    button.onclick = () => { chosen = userId; unread.delete(userId); show(); };
    return item(button);
  }));
  messageList.replaceChildren(...messages.filter(message => peer(message) === chosen)
    .map(({ from, text: line }) => item(`${users.get(from)?.username ?? 'somebody'}: ${line}`)));
  messageList.scrollTop = messageList.scrollHeight;
}

function item(content) {
  const one = document.createElement('li');
  one.append(content);
  return one;
}

if (localStorage.getItem('username')) socket.connect();
else ask();
