# Sends what its input asks for with Net::HTTP; transport.py says in which form.
require "net/http"
require "openssl"

MODE, CERTIFICATE = ARGV
$stdout.sync = true

def connect(uri)
  http = Net::HTTP.new(uri.host, uri.port)
  http.use_ssl = uri.scheme == "https"
  http.ca_file = CERTIFICATE unless CERTIFICATE == "-"
  http.open_timeout = http.read_timeout = 30
  http.max_retries = 0
  http.start
end

def exchange(line, connection = nil)
  method, url, headers, body = line.chomp.split(/ /)
  uri = URI(url.unpack1("m"))
  connection ||= connect(uri)
  request = Net::HTTPGenericRequest.new(method, body != "-", method != "HEAD", uri.request_uri)
  headers.unpack1("m").each_line(chomp: true) do |header|
    name, value = header.split(": ", 2)
    request[name] = value
  end
  request.body = body.unpack1("m") unless body == "-"
  answer = connection.request(request)
  head = answer.each_header.map { |name, value| "#{name}: #{value}\n" }.join
  [connection, [answer.code, [head].pack("m0"), [answer.body || ""].pack("m0")].join(" ")]
end

kept = nil
while (count = $stdin.gets)
  lines = count.to_i.times.map { $stdin.gets }
  if MODE == "one"
    lines.each do |line|
      kept, answer = exchange(line, kept)
      puts answer
    end
  else
    lines.map { |line| Thread.new { exchange(line) } }.each do |thread|
      connection, answer = thread.value
      connection.finish if connection.started?
      puts answer
    end
  end
end
