-- Reads pages of 50 units, each with its counts.
local headers = { ["X-Auth-Token"] = os.getenv("TOKEN"), ["X-User-Id"] = os.getenv("USER_ID") }
request = function()
  return wrk.format("GET", "/api/v1/livechat/units?count=50&offset=" .. math.random(0, 199) * 50, headers)
end
