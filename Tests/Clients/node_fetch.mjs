// Sends what its input asks for with fetch; transport.py says in which form.
import { createInterface } from "node:readline";

const [mode] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const decode = (text) => Buffer.from(text, "base64").toString();

async function exchange(line) {
  const [method, url, headers, body] = line.split(" ");
  const answer = await fetch(decode(url), {
    method,
    headers: decode(headers).split("\n").filter(Boolean).map((header) => header.split(/: (.*)/s, 2)),
    body: body === "-" ? undefined : Buffer.from(body, "base64"),
    signal: AbortSignal.timeout(30_000),
  });
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}\n`).join("");
  const bytes = Buffer.from(await answer.arrayBuffer());
  return `${answer.status} ${Buffer.from(head, "latin1").toString("base64")} ${bytes.toString("base64")}\n`;
}

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  const answers = [];
  for (let left = Number(line.value); left > 0; left--) {
    answers.push(exchange((await lines.next()).value));
    if (mode === "one") await answers.at(-1);
  }
  process.stdout.write((await Promise.all(answers)).join(""));
}
