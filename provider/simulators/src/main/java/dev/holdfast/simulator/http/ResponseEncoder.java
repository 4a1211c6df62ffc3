package dev.holdfast.simulator.http;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Turns an answer into the bytes of the wire.
final class ResponseEncoder {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String serverHeader;
  private final SimulatorClock clock;
  private final int gzipAbove;

  ResponseEncoder(ServerSettings settings) {
    serverHeader = settings.serverHeader();
    clock = settings.clock();
    gzipAbove = settings.policy().gzip();
  }

  byte[] encode(HttpResponse response, String protocol, boolean keep, boolean gzip) {
    byte[] content = mayHaveBody(response.status()) ? response.body().bytes() : new byte[0];
    Headers headers = response.headers();
    if (gzip && content.length > gzipAbove) {
      content = compress(content);
      headers = headers.with("content-encoding", "gzip");
    }
    // An empty answer that ends the connection has no length, as on the real server.
    if (content.length > 0 || (keep && mayHaveBody(response.status()))) {
      headers = headers.with("content-length", Integer.toString(content.length));
    }
    headers =
        headers
            .with("date", DATE.format(clock.now()))
            .with("server", serverHeader)
            .with("connection", keep ? "Keep-Alive" : "close");
    return join(head(response, protocol, headers), content);
  }

  private static boolean mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private static byte[] head(HttpResponse response, String protocol, Headers headers) {
    StringBuilder head = new StringBuilder(256);
    head.append(protocol).append(' ').append(response.status()).append(' ');
    head.append(response.reason()).append("\r\n");
    for (Headers.Field field : headers.fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static byte[] join(byte[] head, byte[] content) {
    byte[] all = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return all;
  }
}
