-- Reads units by their ids.
local headers = { ["X-Auth-Token"] = os.getenv("TOKEN"), ["X-User-Id"] = os.getenv("USER_ID") }
request = function()
  return wrk.format("GET", "/api/v1/livechat/units/n" .. math.random(1, 10000), headers)
end
