package dev.holdfast.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One request to be sent exactly once.
///
/// A call with `freshConnection` never travels on a connection that the server may have closed
/// meanwhile, so that a failure to send it is a failure to connect.
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<Body> body,
    boolean freshConnection,
    HttpTimeouts timeouts) {

  public HttpCall {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// Header values and bodies carry credentials, so neither is printed.
  @Override
  public String toString() {
    return method + " " + uri.getPath();
  }

  /// What a request carries: bytes, perhaps a file, and bytes behind it. Each is asked for once.
  public sealed interface Body permits Text, Form {
    String mediaType();

    byte[] head();

    Optional<FilePart> streamed();

    byte[] tail();
  }

  /// A text with its media type.
  public record Text(String mediaType, String text) implements Body {
    @Override
    public byte[] head() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<FilePart> streamed() {
      return Optional.empty();
    }

    @Override
    public byte[] tail() {
      return new byte[0];
    }

    @Override
    public String toString() {
      return mediaType + " of " + text.length() + " characters";
    }
  }

  /// Fields and one file behind them (RFC 7578).
  ///
  /// @param fields in their order
  /// @param boundary what stands between the parts; in none of them may it stand
  public record Form(Map<String, String> fields, FilePart file, String boundary) implements Body {
    public Form {
      fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String mediaType() {
      return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public byte[] head() {
      StringBuilder head = new StringBuilder();
      fields.forEach((name, value) ->
          head.append(
              "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                  .formatted(boundary, name, value)));
      head.append(
          ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                  + "Content-Type: application/octet-stream\r\n\r\n")
              .formatted(boundary, file.field(), file.name()));
      return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<FilePart> streamed() {
      return Optional.of(file);
    }

    @Override
    public byte[] tail() {
      return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return "form with %s of %d bytes".formatted(file.name(), file.length());
    }
  }
}
