// The items of a hub's stream: for await (const item of stream(socket, "count", 10)) ... To leave the loop early cancels the stream.
export async function* stream(socket, event, ...args) {
  const entries = [];
  let number, wake, ended = false;
  const put = (entry) => { entries.push(entry); wake?.(); };
  const onItem = (of, value) => { if (of === number) put({ value }); };
  const onEnd = (of, error) => { if (of === number) put({ ended: true, error }); };
  const onLost = (reason) => put({ ended: true, error: { code: "disconnected", message: reason } });
  socket.on("stream:item", onItem);
  socket.on("stream:end", onEnd);
  socket.on("disconnect", onLost);
  socket.emit(event, ...args, (answer) => {
    if (answer.error) put({ ended: true, error: answer.error });
    else number = answer.stream;
  });
  try {
    for (;;) {
      while (entries.length === 0) await new Promise((resolve) => { wake = resolve; });
      const entry = entries.shift();
      ended = entry.ended;
      if (entry.error) throw Object.assign(new Error(entry.error.message), { code: entry.error.code });
      if (ended) return;
      yield entry.value;
    }
  } finally {
    socket.off("stream:item", onItem);
    socket.off("stream:end", onEnd);
    socket.off("disconnect", onLost);
    if (!ended) socket.emit("stream:cancel", number);
  }
}
