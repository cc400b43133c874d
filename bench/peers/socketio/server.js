// A server of the Socket.IO clusters that `bench/run rooms` and `bench/compare` compare with: node server.js redis-port
// It says where it listens, and ends when its standard input does.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const port = Number(process.argv[2]);
const publisher = createClient({ socket: { host: "127.0.0.1", port } });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
  pingInterval: 3_600_000, // the load counts what it receives and answers nothing
});
io.on("connection", async (socket) => {
  // bench/run rooms
  socket.on("send", (room, message) => io.to(room).emit("message", message));
  if (socket.handshake.query.rooms) {
    await socket.join(socket.handshake.query.rooms.split(","));
    socket.emit("joined");
  }

  // bench/compare: a message goes to all connections of its recipient and of its sender, or of a room
  socket.on("identify", ({ user }) => socket.join(`user:${user}`));
  socket.on("join", ({ room }) => socket.join(`room:${room}`));
  socket.on("im", (message) => {
    const to = message.room === undefined ? [`user:${message.to}`, `user:${message.from}`] : `room:${message.room}`;
    io.to(to).emit("im", message);
  });
});
http.listen(0, "127.0.0.1", () => console.log(`127.0.0.1:${http.address().port}`));
process.stdin.on("end", () => process.exit()).resume();
