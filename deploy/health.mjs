// Asks the server in this container whether it is well.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
