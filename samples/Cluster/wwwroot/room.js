const socket = io();
const element = (id) => document.getElementById(id);

socket.on("said", (server, text) => {
  const line = document.createElement("li");
  line.textContent = `${server}: ${text}`;
  element("messages").append(line);
  line.scrollIntoView();
});

element("form").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  socket.emit("say", element("text").value);
  element("text").value = "";
});

async function tellWho() {
  if (!socket.connected) {
    element("who").textContent = "not connected";
    return;
  }
  const members = await socket.timeout(10_000).emitWithAck("who").catch(() => []);
  const counts = Map.groupBy?.(members, ({ server }) => server) ?? new Map();
  element("who").textContent = [...counts].map(([server, those]) => `${server}: ${those.length}`).join(", ");
}

socket.on("connect", tellWho);
socket.on("disconnect", tellWho);
setInterval(tellWho, 2_000);
