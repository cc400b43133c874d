const [messages, state, form, nickname, text] = ['messages', 'state', 'form', 'nickname', 'text'].map(id => document.getElementById(id));
const tab = Math.random().toString(36).slice(2); // part of the ids of what is said here
let [said, after] = [0, 0]; // how much, and the last number received

nickname.value = localStorage.getItem('nickname') ?? '';

const socket = io({
  auth: give => give({ nickname: nickname.value, after }), // asked at each connection
  ackTimeout: 5000,
  retries: 3, // what is not answered is sent again, also over the next connection
});

socket.on('connect', () => { state.textContent = socket.recovered ? 'Back, with all that was missed.' : 'Connected.'; });
socket.on('disconnect', reason => { state.textContent = `Not connected (${reason}). Trying again ...`; });
socket.on('messages', list => {
  for (const { number, from, text } of list) {
    if (number <= after) continue; // a server that was stopped before its clients had all of it
    after = number;
    show(`${from}: ${text}`);
  }
});
socket.on('came', name => show(`${name} came`, 'note'));
socket.on('went', name => show(`${name} went`, 'note'));
socket.on('typing', name => {
  state.textContent = `${name} is typing ...`;
  clearTimeout(socket.typing);
  socket.typing = setTimeout(() => { state.textContent = ''; }, 2000);
});

form.addEventListener('submit', event => {
  event.preventDefault();
  const line = show(text.value, 'waiting'); // until it comes back as everybody sees it
  socket.emit('say', `${tab}-${++said}`, text.value, (error, answer) => {
    if (error || answer.error) line.textContent += ' (not sent)';
    else line.remove();
  });
  text.value = '';
});
text.addEventListener('input', () => socket.volatile.emit('typing'));
nickname.addEventListener('change', () => {
  localStorage.setItem('nickname', nickname.value);
  socket.emit('nickname', nickname.value, () => {});
});

function show(line, kind = '') {
  const item = messages.appendChild(document.createElement('li'));
  item.className = kind;
  item.textContent = line; // as text: what others write is not markup
  messages.scrollTop = messages.scrollHeight;
  return item;
}
