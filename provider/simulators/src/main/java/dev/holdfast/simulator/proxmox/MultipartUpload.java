package dev.holdfast.simulator.proxmox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The body of an upload, read as pve-http-server reads it: fields first, then one file.
///
/// The file's bytes are counted and hashed on the way; only those of a small disk for cloud-init
/// are kept.
///
/// @param fields the fields before the file
/// @param fileName the name that the file was given
/// @param size its size in bytes
/// @param digests its checksums by algorithm
/// @param seed what is on it, where it is a disk for cloud-init
record MultipartUpload(
    Map<String, String> fields,
    String fileName,
    long size,
    Map<String, String> digests,
    Optional<SeedDisk> seed) {

  private static final Pattern FIELD =
      Pattern.compile("(?i)content-disposition: form-data; name=\"([^\"]+)\"");
  private static final Pattern FILE =
      Pattern.compile(
          "(?i)content-disposition: form-data; name=\"filename\"; filename=\"([^\"]+)\"");
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512");
  private static final List<String> FIELDS = List.of("content", "checksum-algorithm", "checksum");

  MultipartUpload {
    fields = Map.copyOf(fields);
    digests = Map.copyOf(digests);
  }

  String digest(String algorithm) {
    return digests.getOrDefault(algorithm, "");
  }

  /// Another order or form than the server's own is a bare 400.
  static MultipartUpload read(InputStream body) throws IOException {
    InputStream in = new BufferedInputStream(body, 1 << 16);
    String boundary = line(in);
    if (!boundary.startsWith("--")) {
      throw bad();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    int allowed = 0;
    while (true) {
      String first = line(in);
      Matcher file = FILE.matcher(first);
      Matcher field = FIELD.matcher(first);
      if (file.matches()) {
        skipHeaders(in);
        return file(in, boundary, fields, file.group(1));
      }
      int position = field.matches() ? FIELDS.indexOf(field.group(1)) : -1;
      if (position < allowed) {
        throw bad();
      }
      allowed = position + 1;
      skipHeaders(in);
      fields.put(field.group(1), value(in, boundary));
    }
  }

  private static Stop.Refusal bad() {
    return Stop.of(400, Answers.BAD_REQUEST);
  }

  private static void skipHeaders(InputStream in) throws IOException {
    String header = line(in);
    while (!header.isEmpty()) {
      header = line(in);
    }
  }

  private static String value(InputStream in, String boundary) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      String line = line(in);
      if (line.equals(boundary)) {
        return text.toString();
      }
      if (line.equals(boundary + "--")) {
        throw bad();
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw bad();
      }
      bytes.write(next);
      next = in.read();
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static MultipartUpload file(
      InputStream in, String boundary, Map<String, String> fields, String name) throws IOException {
    byte[] end = ("\r\n" + boundary).getBytes(StandardCharsets.UTF_8);
    Hashes hashes = new Hashes();
    int matched = 0;
    while (matched < end.length) {
      int next = in.read();
      if (next < 0) {
        throw bad();
      }
      if (next == end[matched]) {
        matched++;
      } else {
        // The boundary starts with the only CR in it, so a broken match never hides a later one.
        hashes.add(end, matched);
        matched = next == end[0] ? 1 : 0;
        if (matched == 0) {
          hashes.add(new byte[] {(byte) next}, 1);
        }
      }
    }
    in.readAllBytes();
    return new MultipartUpload(fields, name, hashes.size, hashes.result(), hashes.seed());
  }

  /// All checksums at once.
  private static final class Hashes {
    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
    private final byte[] waiting = new byte[1 << 16];
    private int filled;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private long size;

    Hashes() {
      ALGORITHMS.forEach((name, algorithm) -> digests.put(name, digest(algorithm)));
    }

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void add(byte[] bytes, int count) {
      for (int i = 0; i < count; i++) {
        if (filled == waiting.length) {
          flush();
        }
        waiting[filled++] = bytes[i];
      }
      size += count;
    }

    private void flush() {
      digests.values().forEach(d -> d.update(waiting, 0, filled));
      if (start.size() <= SeedDisk.LIMIT) {
        start.write(waiting, 0, filled);
      }
      filled = 0;
    }

    Optional<SeedDisk> seed() {
      return start.size() <= SeedDisk.LIMIT ? SeedDisk.read(start.toByteArray()) : Optional.empty();
    }

    Map<String, String> result() {
      flush();
      Map<String, String> result = new LinkedHashMap<>();
      digests.forEach((name, d) -> result.put(name, HexFormat.of().formatHex(d.digest())));
      return result;
    }
  }
}
