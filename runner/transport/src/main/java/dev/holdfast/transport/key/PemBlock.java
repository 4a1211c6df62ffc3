package dev.holdfast.transport.key;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// The first `-----BEGIN …-----` block of a text: its label, headers and bytes.
final class PemBlock {
  private final String label;
  private final Map<String, String> headers;
  private final byte[] bytes;

  private PemBlock(String label, Map<String, String> headers, byte[] bytes) {
    this.label = label;
    this.headers = Map.copyOf(headers);
    this.bytes = bytes;
  }

  String label() {
    return label;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  static PemBlock first(String text) {
    String label = "";
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder body = new StringBuilder();
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (label.isEmpty()) {
        if (line.startsWith("-----BEGIN ") && line.endsWith("-----")) {
          label = line.substring("-----BEGIN ".length(), line.length() - 5);
        }
      } else if (line.startsWith("-----END ")) {
        return new PemBlock(label, headers, decode(body.toString()));
      } else if (line.contains(":")) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      } else {
        body.append(line);
      }
    }
    throw new KeyException(
        label.isEmpty() ? "it holds no private key" : "the key's last line is missing");
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new KeyException("the key is not valid base64", e);
    }
  }
}
