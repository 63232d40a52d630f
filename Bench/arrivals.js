// Begins requests at a constant rate, whatever became of those before.
import http from "k6/http";
import exec from "k6/execution";
import { check } from "k6";
import { SharedArray } from "k6/data";

const requests = new SharedArray("requests", () => JSON.parse(open(__ENV.REQUESTS)));
const headers = Object.assign({ "Content-Type": "application/json" }, JSON.parse(__ENV.HEADERS));

export const options = {
  scenarios: {
    arrivals: {
      executor: "constant-arrival-rate",
      rate: Number(__ENV.RATE),
      timeUnit: "1s",
      duration: `${__ENV.SECONDS}s`,
      preAllocatedVUs: 64,
      maxVUs: 256,
    },
  },
  summaryTrendStats: ["med", "p(99)", "max"],
};

export default function () {
  const request = requests[exec.scenario.iterationInTest % requests.length];
  const answer = http.request(request.method, __ENV.URL + request.path, request.body, { headers });
  check(answer, { right: (answer) => answer.status === 200 && answer.body.includes(request.expected) });
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data) };
}
