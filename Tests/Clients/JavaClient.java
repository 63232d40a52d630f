import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.KeyStore;
import java.security.cert.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.*;

/** Sends what its input asks for with java.net.http.HttpClient; transport.py says in which form. */
public class JavaClient {
    public static void main(String[] arguments) throws Exception {
        String version = arguments[0], mode = arguments[1], certificate = arguments[2];
        HttpClient.Builder builder = HttpClient.newBuilder();
        if (version.equals("1.1")) builder.version(HttpClient.Version.HTTP_1_1);
        if (!certificate.equals("-")) builder.sslContext(trusting(certificate));
        HttpClient client = builder.build();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int left = Integer.parseInt(line); left > 0; left--) {
                answers.add(client.sendAsync(request(input.readLine()), HttpResponse.BodyHandlers.ofByteArray()));
                if (mode.equals("one")) answers.get(answers.size() - 1).join();
            }
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) output.println(text(answer.join()));
            output.flush();
        }
        System.exit(0);
    }

    private static HttpRequest request(String line) {
        String[] fields = line.split(" ");
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(decode(fields[1])));
        builder.timeout(Duration.ofSeconds(30));
        for (String header : decode(fields[2]).split("\n")) {
            String[] parts = header.split(": ", 2);
            if (parts.length == 2) builder.header(parts[0], parts[1]);
        }
        boolean hasBody = !fields[3].equals("-");
        builder.method(fields[0], hasBody
            ? HttpRequest.BodyPublishers.ofByteArray(Base64.getDecoder().decode(fields[3]))
            : HttpRequest.BodyPublishers.noBody());
        return builder.build();
    }

    private static String text(HttpResponse<byte[]> answer) {
        StringBuilder headers = new StringBuilder();
        answer.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":")) for (String value : values) headers.append(name + ": " + value + "\n");
        });
        return answer.statusCode() + " " + encode(headers.toString().getBytes(StandardCharsets.ISO_8859_1)) + " "
            + encode(answer.body());
    }

    private static SSLContext trusting(String file) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) { return Base64.getEncoder().encodeToString(bytes); }
}
