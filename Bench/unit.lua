-- Updates units, each its name and its monitors, in turn.
local number = 0
local headers = {
  ["X-Auth-Token"] = os.getenv("TOKEN"), ["X-User-Id"] = os.getenv("USER_ID"), ["Content-Type"] = "application/json",
}
request = function()
  number = number + 1
  local unit = 1 + math.random(0, 9999)
  local body = string.format(
    '{"unitData":{"name":"Unit %d.%d","visibility":"public"},"unitMonitors":[{"monitorId":"u%d","username":"user%d"}],' ..
    '"unitDepartments":[{"departmentId":"d%d"},{"departmentId":"d%d"}]}',
    unit, number, 1 + unit % 2000, 1 + unit % 2000, unit - 1 + 10000, unit - 1 + 20000)
  return wrk.format("POST", "/api/v1/livechat/units/n" .. unit, headers, body)
end
